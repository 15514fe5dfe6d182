/**
 * The sample every engine holds:
 *   customers(id pk, name, city null, balance)          comment on the table and on name
 *   orders(country, number, customer_id fk, ordered_on; pk country+number)
 *   order_lines(id pk, country, order_number, product, quantity; fk country+order_number)
 *   open_orders: a view over orders
 *   مبيعات(المنطقة, المبلغ) and `odd "name`(`a b`, `select`): names as people give them
 */
export const customers = [
  [1, 'Amal Haddad — أمل حدّاد', 'Amman', '10.50'],
  [2, 'سارا رضایی‌فر', 'تهران', '-3.25'],
  [3, 'Zoë 😀', null, '0.00'],
] as const;

export const tableComment = 'People who buy from us';
export const columnComment = 'Full name, as on the invoice';
export const oddTable = 'odd "name';
export const arabicTable = 'مبيعات';

/** INSERTs any dialect understands; the tables' DDL is each engine's own. */
export function shopRows(
  quote: (name: string) => string,
  literal: (text: string) => string,
): string[] {
  const people = customers.map(
    ([id, name, city, balance]) =>
      `(${id}, ${literal(name)}, ${city === null ? 'NULL' : literal(city)}, ${balance})`,
  );
  return [
    `INSERT INTO customers (id, name, city, balance) VALUES ${people.join(', ')}`,
    `INSERT INTO orders (country, number, customer_id, ordered_on) VALUES
      ('JO', 1, 1, '2026-01-05'), ('JO', 2, 1, '2026-02-06'), ('IR', 1, 2, '2026-03-07')`,
    `INSERT INTO order_lines (id, country, order_number, product, quantity) VALUES
      (1, 'JO', 1, 'tea', 2), (2, 'JO', 1, 'sugar', 1), (3, 'IR', 1, 'saffron', 5)`,
    `INSERT INTO ${quote(arabicTable)} (${quote('المنطقة')}, ${quote('المبلغ')}) VALUES
      (${literal('الشمال')}, 120.5), (${literal('الجنوب')}, 80)`,
    `INSERT INTO ${quote(oddTable)} (${quote('a b')}, ${quote('select')}) VALUES (1, 2)`,
  ];
}
