/** A question, and SQL written by hand whose rows must be its answer, in order. */
export type Case = readonly [question: string, sql: string];

const worth = 'l.quantity * l.unit_price * (1 - l.discount_rate)';
const total = `ROUND(SUM(${worth}), 2)`;
const sold = 'order_lines l JOIN orders o ON o.id = l.order_id';
const inStores = `${sold} JOIN stores s ON s.id = o.store_id JOIN regions r ON r.id = s.region_id`;
const ofGoods = `${sold} JOIN products p ON p.id = l.product_id JOIN categories g ON g.id = p.category_id`;
const buyers = `${sold} JOIN customers c ON c.id = o.customer_id`;

const regionSales = (name: string, where = '1') =>
  `SELECT r.${name}, ${total} FROM ${inStores} WHERE ${where} GROUP BY r.id ORDER BY 2 DESC`;
const year = (value: number) => `o.order_date LIKE '${value}-%'`;
const between = (from: string, to: string) => `o.order_date BETWEEN '${from}' AND '${to}'`;
const sales = (where: string) => `SELECT ${total} FROM ${sold} WHERE ${where}`;
const monthly = (where: string) =>
  `SELECT substr(o.order_date, 1, 7), ${total} FROM ${sold} WHERE ${where} GROUP BY 1 ORDER BY 1`;

/** The earlier and the later amount with their difference, absolute and in percent. */
const compared = (first: string, a: string, second: string, b: string) =>
  `SELECT '${first}', x, NULL, NULL FROM (SELECT (${sales(a)}) AS x)
   UNION ALL SELECT '${second}', y, ROUND(y - x, 2), ROUND(100.0 * (y - x) / x, 1)
   FROM (SELECT (${sales(a)}) AS x, (${sales(b)}) AS y)`;

const q3 = between('2025-07-01', '2025-09-30');
const q4 = between('2025-10-01', '2025-12-31');

export const counts: readonly Case[] = [
  ['How many customers are there?', 'SELECT COUNT(*) FROM customers'],
  ['number of products', 'SELECT COUNT(*) FROM products'],
  ['كم عدد الموظفين؟', 'SELECT COUNT(*) FROM employees'],
  ['تعداد فروشگاه‌ها چند است؟', 'SELECT COUNT(*) FROM stores'],
  ['how many orders in March?', "SELECT COUNT(*) FROM orders WHERE order_date LIKE '2026-03-%'"],
  ['كم عدد الطلبات في مارس 2025؟', "SELECT COUNT(*) FROM orders WHERE order_date LIKE '2025-03-%'"],
  ['تعداد سفارش‌ها در مارس ۲۰۲۵', "SELECT COUNT(*) FROM orders WHERE order_date LIKE '2025-03-%'"],
  [
    'how many online orders were there last month?',
    "SELECT COUNT(*) FROM orders WHERE channel = 'Online' AND order_date LIKE '2026-10-%'",
  ],
  ['how many orders are not completed?', "SELECT COUNT(*) FROM orders WHERE status <> 'Completed'"],
  ['How many countries do customers come from?', 'SELECT COUNT(DISTINCT country) FROM customers'],
  [
    'how many customers bought something in 2024?',
    `SELECT COUNT(DISTINCT o.customer_id) FROM orders o WHERE ${year(2024)}`,
  ],
  [
    'how many different products were sold yesterday?',
    "SELECT COUNT(DISTINCT l.product_id) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.order_date = '2026-11-19'",
  ],
  ['كم عدد العملاء في السعودية؟', "SELECT COUNT(*) FROM customers WHERE country = 'Saudi Arabia'"],
  ['تعداد مشتریان در ایران', "SELECT COUNT(*) FROM customers WHERE country = 'Iran'"],
  [
    'how many customers have more than 40 orders?',
    'SELECT COUNT(*) FROM (SELECT customer_id FROM orders GROUP BY 1 HAVING COUNT(*) > 40)',
  ],
];

export const groups: readonly Case[] = [
  ['What were total sales by region last year?', regionSales('name', year(2025))],
  ['ما إجمالي المبيعات حسب المنطقة في العام الماضي؟', regionSales('name_ar', year(2025))],
  ['فروش کل به تفکیک منطقه در سال گذشته', regionSales('name_fa', year(2025))],
  [
    'المبيعات لكل منطقة والقناة',
    `SELECT r.name_ar, o.channel, ${total} FROM ${inStores} GROUP BY r.id, 2 ORDER BY 3 DESC`,
  ],
  ['customers by country', 'SELECT country, COUNT(*) FROM customers GROUP BY 1 ORDER BY 2 DESC, 1'],
  [
    'number of orders by channel and status',
    'SELECT channel, status, COUNT(*) FROM orders GROUP BY 1, 2 ORDER BY 3 DESC, 1',
  ],
  [
    'كم عدد الموظفين في كل متجر؟',
    'SELECT s.name, COUNT(*) FROM employees e JOIN stores s ON s.id = e.store_id GROUP BY 1 ORDER BY 2 DESC, 1',
  ],
  [
    'number of orders by product category',
    `SELECT g.name, COUNT(DISTINCT l.order_id) FROM ${ofGoods} GROUP BY g.id ORDER BY 2 DESC`,
  ],
  [
    'average salary by job title',
    'SELECT job_title, ROUND(AVG(salary), 2) FROM employees GROUP BY 1 ORDER BY 2 DESC',
  ],
  [
    'متوسط الراتب حسب الوظيفة',
    'SELECT job_title, ROUND(AVG(salary), 2) FROM employees GROUP BY 1 ORDER BY 2 DESC',
  ],
  [
    'میانگین حقوق بر اساس شغل',
    'SELECT job_title, ROUND(AVG(salary), 2) FROM employees GROUP BY 1 ORDER BY 2 DESC',
  ],
  [
    'refund amount by reason last year',
    "SELECT reason, ROUND(SUM(refund_amount), 2) FROM returns WHERE return_date LIKE '2025%' GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    'stock by region',
    'SELECT r.name, SUM(k.quantity) FROM stock k JOIN stores s ON s.id = k.store_id JOIN regions r ON r.id = s.region_id GROUP BY 1 ORDER BY 2 DESC',
  ],
  [
    'sales by customer country in 2025',
    `SELECT c.country, ${total} FROM ${buyers} WHERE ${year(2025)} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    'units sold by category this year',
    `SELECT g.name, SUM(l.quantity) FROM ${ofGoods} WHERE ${year(2026)} GROUP BY g.id ORDER BY 2 DESC`,
  ],
  [
    'profit by category last year',
    `SELECT g.name, ROUND(SUM(${worth} - l.quantity * p.unit_cost), 2) FROM ${ofGoods} WHERE ${year(2025)} GROUP BY g.id ORDER BY 2 DESC`,
  ],
  [
    'profit margin by category',
    `SELECT g.name, ROUND(100.0 * SUM(${worth} - l.quantity * p.unit_cost) / SUM(${worth}), 1) FROM ${ofGoods} GROUP BY g.id ORDER BY 2 DESC, 1`,
  ],
  [
    'return rate by category',
    `SELECT g.name, ROUND(100.0 * COUNT(DISTINCT b.order_line_id) / COUNT(*), 1) FROM ${ofGoods} LEFT JOIN returns b ON b.order_line_id = l.id GROUP BY g.id ORDER BY 2 DESC, 1`,
  ],
  [
    'employees by manager',
    'SELECT m.name, COUNT(*) FROM employees e LEFT JOIN employees m ON m.id = e.manager_id GROUP BY m.id ORDER BY 2 DESC, 1',
  ],
  [
    'sales by weekday',
    `SELECT CASE strftime('%w', o.order_date) WHEN '0' THEN 'Sunday' WHEN '1' THEN 'Monday' WHEN '2' THEN 'Tuesday' WHEN '3' THEN 'Wednesday' WHEN '4' THEN 'Thursday' WHEN '5' THEN 'Friday' ELSE 'Saturday' END, ${total} FROM ${sold} GROUP BY strftime('%w', o.order_date) ORDER BY strftime('%w', o.order_date)`,
  ],
];

export const ranks: readonly Case[] = [
  [
    'top 5 customers by revenue',
    `SELECT c.name, ${total} FROM ${buyers} GROUP BY c.id ORDER BY 2 DESC LIMIT 5`,
  ],
  [
    'أفضل 10 منتجات حسب المبيعات',
    `SELECT p.name_ar, ${total} FROM ${ofGoods} GROUP BY p.id ORDER BY 2 DESC LIMIT 10`,
  ],
  [
    '۵ مشتری برتر بر اساس درآمد',
    `SELECT c.name, ${total} FROM ${buyers} GROUP BY c.id ORDER BY 2 DESC LIMIT 5`,
  ],
  [
    'top 3 stores by number of orders',
    'SELECT s.name, COUNT(*) FROM orders o JOIN stores s ON s.id = o.store_id GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3',
  ],
  [
    'worst 3 products by units sold',
    `SELECT p.name, SUM(l.quantity) FROM ${ofGoods} GROUP BY p.id ORDER BY 2, 1 LIMIT 3`,
  ],
  ['which region had the highest sales last year?', `${regionSales('name', year(2025))} LIMIT 1`],
  ['أي منطقة حققت أعلى مبيعات في العام الماضي؟', `${regionSales('name_ar', year(2025))} LIMIT 1`],
  [
    'which month had the lowest sales in 2025?',
    `SELECT substr(o.order_date, 1, 7), ${total} FROM ${sold} WHERE ${year(2025)} GROUP BY 1 ORDER BY 2 LIMIT 1`,
  ],
  ['most expensive products', 'SELECT name, unit_price FROM products ORDER BY 2 DESC, id LIMIT 10'],
  ['أرخص 3 منتجات', 'SELECT name_ar, unit_price FROM products ORDER BY 2, id LIMIT 3'],
  ['گران‌ترین ۵ محصول', 'SELECT name_fa, unit_price FROM products ORDER BY 2 DESC, id LIMIT 5'],
  [
    'employee with the highest salary',
    'SELECT name, salary FROM employees ORDER BY 2 DESC LIMIT 1',
  ],
  [
    'customers with more than 60 orders',
    'SELECT c.name, COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.id HAVING COUNT(*) > 60 ORDER BY 2 DESC, 1',
  ],
  [
    'العملاء الذين لديهم أكثر من 60 طلبا',
    'SELECT c.name, COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.id HAVING COUNT(*) > 60 ORDER BY 2 DESC, 1',
  ],
  [
    'مشتریانی که بیش از ۶۰ سفارش دارند',
    'SELECT c.name, COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.id HAVING COUNT(*) > 60 ORDER BY 2 DESC, 1',
  ],
  [
    'top 2 categories by sales in each region',
    `SELECT region, category, money FROM (SELECT r.name AS region, g.name AS category, ${total} AS money, ROW_NUMBER() OVER (PARTITION BY r.id ORDER BY SUM(${worth}) DESC) AS place FROM ${inStores} JOIN products p ON p.id = l.product_id JOIN categories g ON g.id = p.category_id GROUP BY r.id, g.id) WHERE place <= 2 ORDER BY 1, 3 DESC`,
  ],
];

export const times: readonly Case[] = [
  [
    'average order value by month this year',
    `SELECT substr(o.order_date, 1, 7), ROUND(SUM(${worth}) / COUNT(DISTINCT o.id), 2) FROM ${sold} WHERE ${year(2026)} GROUP BY 1 ORDER BY 1`,
  ],
  ['monthly sales in 2025', monthly(year(2025))],
  ['المبيعات الشهرية في 2025', monthly(year(2025))],
  ['فروش ماهانه امسال', monthly(year(2026))],
  ['sales trend last year', monthly(year(2025))],
  [
    'sales by quarter',
    `SELECT substr(o.order_date, 1, 4) || '-Q' || ((CAST(substr(o.order_date, 6, 2) AS INTEGER) + 2) / 3), ${total} FROM ${sold} GROUP BY 1 ORDER BY 1`,
  ],
  [
    'sales by year',
    `SELECT CAST(substr(o.order_date, 1, 4) AS INTEGER), ${total} FROM ${sold} GROUP BY 1 ORDER BY 1`,
  ],
  [
    'daily orders this week',
    "SELECT order_date, COUNT(*) FROM orders WHERE order_date >= '2026-11-16' GROUP BY 1 ORDER BY 1",
  ],
  ['sales today', sales("o.order_date = '2026-11-20'")],
  ['sales yesterday', sales("o.order_date = '2026-11-19'")],
  ['مبيعات أمس', sales("o.order_date = '2026-11-19'")],
  ['sales last week', sales(between('2026-11-09', '2026-11-15'))],
  ['sales in the last 30 days', sales(between('2026-10-22', '2026-11-20'))],
  ['المبيعات خلال آخر 3 أشهر', sales(between('2026-08-21', '2026-11-20'))],
  ['فروش ۳۰ روز گذشته', sales(between('2026-10-22', '2026-11-20'))],
  ['sales in Q4', sales(between('2026-10-01', '2026-12-31'))],
  ['revenue in the first half of 2025', sales(between('2025-01-01', '2025-06-30'))],
  ['sales between 2025-03-05 and 2025-03-20', sales(between('2025-03-05', '2025-03-20'))],
  ['sales from March to June 2025', sales(between('2025-03-01', '2025-06-30'))],
  ['sales since 2026-11-01', sales("o.order_date >= '2026-11-01'")],
  ['sales before February 2024', sales("o.order_date < '2024-02-01'")],
  ['sales on 9 March 2025', sales("o.order_date = '2025-03-09'")],
  ['فروش مهر ۱۴۰۴', sales(between('2025-09-23', '2025-10-22'))],
  [
    'new customers by month this year',
    "SELECT substr(joined_on, 1, 7), COUNT(*) FROM customers WHERE joined_on LIKE '2026%' GROUP BY 1 ORDER BY 1",
  ],
  [
    'how many employees were hired in 2023?',
    "SELECT COUNT(*) FROM employees WHERE hired_on LIKE '2023%'",
  ],
];

export const comparisons: readonly Case[] = [
  ['compare sales Q3 and Q4 last year', compared('Q3 2025', q3, 'Q4 2025', q4)],
  [
    'قارن مبيعات الربع الثالث والربع الرابع في العام الماضي',
    compared('Q3 2025', q3, 'Q4 2025', q4),
  ],
  ['مقایسه فروش سال گذشته و امسال', compared('2025', year(2025), '2026', year(2026))],
  ['sales growth last year', compared('2024', year(2024), '2025', year(2025))],
  [
    'compare sales this year and last year by region',
    `SELECT r.name, ROUND(SUM(CASE WHEN ${year(2025)} THEN ${worth} END), 2) AS x, ROUND(SUM(CASE WHEN ${year(2026)} THEN ${worth} END), 2) AS y, ROUND(ROUND(SUM(CASE WHEN ${year(2026)} THEN ${worth} END), 2) - ROUND(SUM(CASE WHEN ${year(2025)} THEN ${worth} END), 2), 2), ROUND(100.0 * (ROUND(SUM(CASE WHEN ${year(2026)} THEN ${worth} END), 2) / ROUND(SUM(CASE WHEN ${year(2025)} THEN ${worth} END), 2) - 1), 1) FROM ${inStores} GROUP BY r.id ORDER BY 3 DESC`,
  ],
  [
    'sales growth by year',
    `SELECT y, x, ROUND(x - LAG(x) OVER (ORDER BY y), 2), ROUND(100.0 * (x - LAG(x) OVER (ORDER BY y)) / LAG(x) OVER (ORDER BY y), 1) FROM (SELECT CAST(substr(o.order_date, 1, 4) AS INTEGER) AS y, ${total} AS x FROM ${sold} GROUP BY 1) ORDER BY 1`,
  ],
  [
    'cumulative sales by month this year',
    `SELECT m, x, ROUND(SUM(x) OVER (ORDER BY m), 2) FROM (SELECT substr(o.order_date, 1, 7) AS m, ${total} AS x FROM ${sold} WHERE ${year(2026)} GROUP BY 1) ORDER BY 1`,
  ],
  [
    'what share of sales comes from each region?',
    `SELECT n, x, ROUND(100.0 * x / SUM(x) OVER (), 1) FROM (SELECT r.name AS n, ${total} AS x FROM ${inStores} GROUP BY r.id) ORDER BY 2 DESC`,
  ],
  [
    'ما نسبة المبيعات لكل منطقة؟',
    `SELECT n, x, ROUND(100.0 * x / SUM(x) OVER (), 1) FROM (SELECT r.name_ar AS n, ${total} AS x FROM ${inStores} GROUP BY r.id) ORDER BY 2 DESC`,
  ],
  [
    'what percentage of orders are online?',
    "SELECT ROUND(100.0 * SUM(channel = 'Online') / COUNT(*), 1) FROM orders",
  ],
  [
    'average number of orders per customer',
    'SELECT ROUND(1.0 * COUNT(*) / COUNT(DISTINCT customer_id), 2) FROM orders',
  ],
  [
    'average sales per month last year',
    `SELECT ROUND(SUM(${worth}) / 12, 2) FROM ${sold} WHERE ${year(2025)}`,
  ],
];

const onlineShare = "SELECT ROUND(100.0 * SUM(channel = 'Online') / COUNT(*), 1) FROM orders";

export const rows: readonly Case[] = [
  [
    'list the names and salaries of employees in descending order of salary',
    'SELECT name, salary FROM employees ORDER BY 2 DESC, id LIMIT 100',
  ],
  ['names of suppliers in alphabetical order', 'SELECT name FROM suppliers ORDER BY 1'],
  [
    'regions sorted by sales',
    `SELECT r.name, ${total} FROM ${inStores} GROUP BY r.id ORDER BY 2 DESC`,
  ],
  [
    'number of orders by channel in alphabetical order',
    'SELECT channel, COUNT(*) FROM orders GROUP BY 1 ORDER BY 1',
  ],
  [
    'المناطق مرتبة حسب المبيعات',
    `SELECT r.name_ar, ${total} FROM ${inStores} GROUP BY r.id ORDER BY 2 DESC`,
  ],
  [
    'names of stores and their regions',
    'SELECT DISTINCT s.name, r.name FROM stores s JOIN regions r ON r.id = s.region_id ORDER BY 1, 2',
  ],

  [
    'which products were never sold?',
    'SELECT p.id, p.sku, p.name, p.unit_price, p.unit_cost, g.name, s.name FROM products p JOIN categories g ON g.id = p.category_id JOIN suppliers s ON s.id = p.supplier_id WHERE p.id NOT IN (SELECT product_id FROM order_lines) ORDER BY p.id',
  ],
  [
    'how many customers have no orders?',
    'SELECT COUNT(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)',
  ],
  [
    'كم عدد العملاء الذين لم يطلبوا هذا العام؟',
    "SELECT COUNT(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE order_date LIKE '2026%')",
  ],
  [
    'تعداد محصولاتی که هرگز فروخته نشده‌اند',
    'SELECT COUNT(*) FROM products WHERE id NOT IN (SELECT product_id FROM order_lines)',
  ],
  [
    'employees without manager',
    'SELECT e.id, e.name, e.job_title, e.hired_on, e.salary, s.name, NULL FROM employees e JOIN stores s ON s.id = e.store_id WHERE e.manager_id IS NULL ORDER BY e.id',
  ],
  ['what are the job titles?', 'SELECT DISTINCT job_title FROM employees ORDER BY 1'],
  ['distinct cities of customers', 'SELECT DISTINCT city FROM customers ORDER BY 1'],
  ['which countries do customers come from?', 'SELECT DISTINCT country FROM customers ORDER BY 1'],
  ['list the names and emails of suppliers', 'SELECT name, email FROM suppliers ORDER BY id'],
  [
    'products with price between 10 and 12',
    'SELECT p.id, p.sku, p.name, p.unit_price, p.unit_cost, g.name, s.name FROM products p JOIN categories g ON g.id = p.category_id JOIN suppliers s ON s.id = p.supplier_id WHERE p.unit_price BETWEEN 10 AND 12 ORDER BY p.id',
  ],
  ['how many products cost more than 100?', 'SELECT COUNT(*) FROM products WHERE unit_price > 100'],
  [
    'how many products have a price over 100?',
    'SELECT COUNT(*) FROM products WHERE unit_price > 100',
  ],
  ['كم عدد المنتجات التي سعرها أقل من 5؟', 'SELECT COUNT(*) FROM products WHERE unit_price < 5'],
  [
    'products whose name contains coffee',
    "SELECT p.id, p.sku, p.name, p.unit_price, p.unit_cost, g.name, s.name FROM products p JOIN categories g ON g.id = p.category_id JOIN suppliers s ON s.id = p.supplier_id WHERE p.name LIKE '%coffee%' ORDER BY p.id",
  ],
  [
    'sales of product «Woven rug» last year',
    `SELECT ${total} FROM ${ofGoods} WHERE p.name = 'Woven rug' AND ${year(2025)}`,
  ],
  [
    'sales in the Gulf and Europe in 2025',
    `SELECT ${total} FROM ${inStores} WHERE r.name IN ('Gulf', 'Europe') AND ${year(2025)}`,
  ],
  [
    'sales by channel except Phone',
    `SELECT o.channel, ${total} FROM ${sold} WHERE o.channel <> 'Phone' GROUP BY 1 ORDER BY 2 DESC`,
  ],
  ['عدد العملاء في دبي', "SELECT COUNT(*) FROM customers WHERE city = 'Dubai'"],
  ['تعداد مشتریان در ریاض', "SELECT COUNT(*) FROM customers WHERE city = 'Riyadh'"],
  ['عدد الطلبات عبر الإنترنت', "SELECT COUNT(*) FROM orders WHERE channel = 'Online'"],
  ['كم نسبة الطلبات عبر الإنترنت؟', onlineShare],
  ['سهم سفارش‌های آنلاین چقدر است؟', onlineShare],
  ['what share of orders are online orders?', onlineShare],
  ['highest salary', 'SELECT MAX(salary) FROM employees'],
  ['minimum and maximum salary', 'SELECT MIN(salary), MAX(salary) FROM employees'],
  ['total salary', 'SELECT ROUND(SUM(salary), 2) FROM employees'],
  [
    'latest order',
    'SELECT o.id, o.order_date, o.channel, o.status, o.payment_method, c.name, s.name, e.name FROM orders o JOIN customers c ON c.id = o.customer_id JOIN stores s ON s.id = o.store_id JOIN employees e ON e.id = o.employee_id ORDER BY o.order_date DESC, o.id DESC LIMIT 1',
  ],
  [
    'order 1234',
    'SELECT o.id, o.order_date, o.channel, o.status, o.payment_method, c.name, s.name, e.name FROM orders o JOIN customers c ON c.id = o.customer_id JOIN stores s ON s.id = o.store_id JOIN employees e ON e.id = o.employee_id WHERE o.id = 1234',
  ],
];
