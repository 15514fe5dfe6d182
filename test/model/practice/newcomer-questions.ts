import type { Case } from './sample-questions.ts';

/** What people try first on the sample company, beside SQL written by hand. */

const sold = 'order_lines l JOIN orders o ON o.id = l.order_id';
const total = 'ROUND(SUM(l.quantity * l.unit_price * (1 - l.discount_rate)), 2)';
const inStores = `${sold} JOIN stores s ON s.id = o.store_id JOIN regions r ON r.id = s.region_id`;

const stockWhere = (where: string, name = 'name') =>
  `SELECT p.${name}, t.quantity, t.reorder_level, t.counted_on, s.name
   FROM stock t JOIN stores s ON s.id = t.store_id JOIN products p ON p.id = t.product_id
   WHERE ${where} ORDER BY t.store_id, t.product_id LIMIT 100`;
const low = 't.quantity < t.reorder_level';
const worth = (by: string) =>
  `SELECT ${by}, ROUND(SUM(t.quantity * p.unit_cost), 2) FROM stock t JOIN products p ON p.id = t.product_id
   JOIN stores s ON s.id = t.store_id JOIN regions r ON r.id = s.region_id GROUP BY 1 ORDER BY 2 DESC`;

const returned = (name: string) =>
  `SELECT p.${name}, COUNT(*) FROM returns b JOIN order_lines l ON l.id = b.order_line_id
   JOIN products p ON p.id = l.product_id GROUP BY p.id ORDER BY 2 DESC, 1 LIMIT 10`;
const unreturned = (name: string) =>
  `SELECT p.id, p.sku, p.${name}, p.unit_price, p.unit_cost, c.${name}, u.name FROM products p
   JOIN categories c ON c.id = p.category_id JOIN suppliers u ON u.id = p.supplier_id
   WHERE p.id NOT IN (SELECT l.product_id FROM returns b JOIN order_lines l ON l.id = b.order_line_id)
   ORDER BY p.id`;
const refunds = "SELECT ROUND(SUM(refund_amount), 2) FROM returns WHERE return_date LIKE '2025-%'";
const largest = `SELECT o.id, ${total} FROM ${sold} GROUP BY o.id ORDER BY 2 DESC LIMIT 1`;
const paid = (limit: number) =>
  `SELECT name, salary FROM employees ORDER BY salary DESC LIMIT ${limit}`;
const bestDay = (name: string) =>
  `SELECT '${name}', COUNT(*) FROM orders WHERE strftime('%w', order_date) = '5'`;
const regions = (name: string, names: string) =>
  `SELECT r.${name}, ${total} FROM ${inStores} WHERE o.order_date LIKE '2026-%'
   AND r.${name} IN (${names}) GROUP BY r.id ORDER BY 2 DESC`;
const soldTo = (name: string) =>
  `SELECT p.${name}, SUM(l.quantity) FROM ${sold} JOIN products p ON p.id = l.product_id
   WHERE o.customer_id = 5 GROUP BY p.id ORDER BY 2 DESC, 1`;
const perCustomer = 'SELECT ROUND(1.0 * COUNT(*) / COUNT(DISTINCT customer_id), 2) FROM orders';
const profitable = (name: string) =>
  `SELECT c.${name}, ROUND(SUM(l.quantity * l.unit_price * (1 - l.discount_rate) - l.quantity * p.unit_cost), 2)
   FROM order_lines l JOIN products p ON p.id = l.product_id JOIN categories c ON c.id = p.category_id
   GROUP BY c.id ORDER BY 2 DESC LIMIT 1`;

export const stock: readonly Case[] = [
  ['Which products are below their reorder level?', stockWhere(low)],
  ['Which products need to be reordered?', stockWhere(low)],
  ['What should we reorder?', stockWhere(low)],
  ['ما المنتجات التي تحت حد إعادة الطلب؟', stockWhere(low, 'name_ar')],
  ['ما المنتجات التي كميتها أقل من حد إعادة الطلب؟', stockWhere(low, 'name_ar')],
  ['کدام محصولات زیر نقطه سفارش هستند؟', stockWhere(low, 'name_fa')],
  ['کدام کالاها موجودی‌شان کمتر از حد سفارش مجدد است؟', stockWhere(low, 'name_fa')],
  ['Which products are out of stock?', stockWhere('t.quantity = 0')],
  ['ما المنتجات التي نفدت من المخزون؟', stockWhere('t.quantity = 0', 'name_ar')],
  ['کدام محصولات موجودی ندارند؟', stockWhere('t.quantity = 0', 'name_fa')],
  ['which products have less than 5 in stock?', stockWhere('t.quantity < 5')],
  ['how many items are in stock?', 'SELECT SUM(quantity) FROM stock'],
  ['كم قطعة في المخزون؟', 'SELECT SUM(quantity) FROM stock'],
  ['موجودی کل چقدر است؟', 'SELECT SUM(quantity) FROM stock'],
  [
    'How many products are below their reorder level in each store?',
    `SELECT s.name, COUNT(DISTINCT t.product_id) FROM stock t JOIN stores s ON s.id = t.store_id
     WHERE ${low} GROUP BY s.id ORDER BY 2 DESC, 1`,
  ],
  ['value of stock by store', worth('s.name')],
  ['قيمة المخزون حسب المنطقة', worth('r.name_ar')],
  ['ارزش موجودی هر فروشگاه', worth('s.name')],
];

export const superlatives: readonly Case[] = [
  ['most returned products', returned('name')],
  ['أكثر المنتجات إرجاعا', returned('name_ar')],
  ['which products were never returned?', unreturned('name')],
  ['products without returns', unreturned('name')],
  ['محصولاتی که هرگز مرجوع نشده‌اند', unreturned('name_fa')],
  ['how much did we refund last year?', refunds],
  ['كم بلغت المبالغ المستردة العام الماضي؟', refunds],
  ['largest order', largest],
  ['أكبر طلب', largest],
  ['بزرگ‌ترین سفارش', largest],
  ['Who is the highest paid employee?', paid(1)],
  ['أعلى الموظفين راتبا', paid(10)],
  ['بیشترین حقوق را چه کسی می‌گیرد؟', paid(1)],
  ['busiest day of the week', bestDay('Friday')],
  ['which category is most profitable?', profitable('name')],
  ['أي فئة أكثر ربحا؟', profitable('name_ar')],
  ['کدام دسته سودآورتر است؟', profitable('name_fa')],
  [
    'which payment methods are used most?',
    'SELECT payment_method, COUNT(*) FROM orders GROUP BY 1 ORDER BY 2 DESC',
  ],
  [
    'cheapest product in each category',
    `SELECT category, product, price FROM (SELECT c.name AS category, p.name AS product, p.unit_price AS price,
     ROW_NUMBER() OVER (PARTITION BY c.id ORDER BY p.unit_price, p.name) AS place
     FROM products p JOIN categories c ON c.id = p.category_id) WHERE place = 1 ORDER BY 1`,
  ],
  ['what did customer 5 buy?', soldTo('name')],
  ['ماذا اشترى العميل ٥؟', soldTo('name_ar')],
  ['how many orders per customer on average?', perCustomer],
  ['كم طلب لكل عميل في المتوسط؟', perCustomer],
  [
    'repeat customers',
    `SELECT c.name, COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id
     GROUP BY c.id HAVING COUNT(*) > 1 ORDER BY 2 DESC, 1`,
  ],
];

export const sideBySide: readonly Case[] = [
  ['Compare Gulf and Europe sales this year', regions('name', "'Gulf', 'Europe'")],
  ['قارن بين الخليج وأوروبا هذا العام', regions('name_ar', "'الخليج', 'أوروبا'")],
  ['مقایسه خلیج فارس و اروپا امسال', regions('name_fa', "'خلیج فارس', 'اروپا'")],
  [
    'compare online and store sales last year',
    `SELECT o.channel, ${total} FROM ${sold} WHERE o.order_date LIKE '2025-%'
     AND o.channel IN ('Online', 'Store') GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'year on year sales growth',
    `SELECT year, total, ROUND(total - LAG(total) OVER (ORDER BY year), 2),
     ROUND(100.0 * (total - LAG(total) OVER (ORDER BY year)) / LAG(total) OVER (ORDER BY year), 1)
     FROM (SELECT CAST(substr(o.order_date, 1, 4) AS INTEGER) AS year, ${total} AS total FROM ${sold} GROUP BY 1)
     ORDER BY year`,
  ],
  ['how many customers in Turkey?', "SELECT COUNT(*) FROM customers WHERE country = 'Türkiye'"],
  [
    'فروش سه ماهه اول ۱۴۰۴',
    `SELECT ${total} FROM ${sold} WHERE o.order_date BETWEEN '2025-03-21' AND '2025-06-21'`,
  ],
  [
    'تعداد مشتریان به تفکیک شهر',
    'SELECT city, COUNT(*) FROM customers GROUP BY 1 ORDER BY 2 DESC, 1',
  ],
  [
    'في أي يوم من الأسبوع نبيع أكثر؟',
    `SELECT 'الجمعة', ${total} FROM ${sold} WHERE strftime('%w', o.order_date) = '5'`,
  ],
];

/** Another question lies near each of these: better no answer than that one's. */
export const beyond: readonly string[] = [
  'customers with more than one order per day',
  'orders by hour',
  'total discount by region',
  'products never ordered in Europe',
  'customers in Atlantis',
  'sales above average',
  'which products sell at a loss?',
  'predict sales next month',
  'why did sales drop?',
  'net sales',
  'median salary',
  'how much coffee did we sell?',
  'توقع مبيعات الشهر القادم',
  'لماذا انخفضت المبيعات؟',
  'چرا فروش کم شد؟',
];

/** One question back, each option a whole question. */
export const unclear: readonly (readonly [question: string, options: readonly string[]])[] = [
  ['sales of coffee', ['sales of category «coffee»', 'sales of product «coffee»']],
  ['مبيعات القهوة', ['مبيعات الفئة «القهوة»', 'مبيعات المنتج «القهوة»']],
  ['فروش به تفکیک شهر', ['فروش به تفکیک شهر (مشتری)', 'فروش به تفکیک شهر (فروشگاه)']],
  [
    'sales in Turkey',
    ['sales in Turkey (suppliers)', 'sales in Turkey (customers)', 'sales in Turkey (stores)'],
  ],
  [
    'how many pending orders',
    [
      'how many orders with channel «pending»',
      'how many orders with status «pending»',
      'how many orders with payment method «pending»',
    ],
  ],
];
