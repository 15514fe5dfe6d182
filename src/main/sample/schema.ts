/** The sample company's tables. Comments stay in the file's own schema text. */
export const tables = `
CREATE TABLE regions (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_ar TEXT NOT NULL,
  name_fa TEXT NOT NULL
);
CREATE TABLE stores (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  region_id INTEGER NOT NULL REFERENCES regions (id),
  opened_on DATE NOT NULL,
  area_m2 INTEGER NOT NULL
);
CREATE TABLE employees (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  job_title TEXT NOT NULL,
  store_id INTEGER NOT NULL REFERENCES stores (id),
  manager_id INTEGER REFERENCES employees (id),
  hired_on DATE NOT NULL,
  salary DECIMAL(10,2) NOT NULL -- US dollars a month
);
CREATE TABLE suppliers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  country TEXT NOT NULL,
  email TEXT NOT NULL
);
CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_ar TEXT NOT NULL,
  name_fa TEXT NOT NULL
);
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  name_fa TEXT NOT NULL,
  category_id INTEGER NOT NULL REFERENCES categories (id),
  supplier_id INTEGER NOT NULL REFERENCES suppliers (id),
  unit_price DECIMAL(10,2) NOT NULL, -- today's list price, US dollars
  unit_cost DECIMAL(10,2) NOT NULL
);
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, -- in the customer's own language
  email TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  segment TEXT NOT NULL, -- Consumer, Business or Wholesale
  joined_on DATE NOT NULL
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  store_id INTEGER NOT NULL REFERENCES stores (id),
  employee_id INTEGER NOT NULL REFERENCES employees (id),
  order_date DATE NOT NULL,
  channel TEXT NOT NULL, -- Store, Online or Phone
  status TEXT NOT NULL, -- Pending, Shipped or Completed
  payment_method TEXT NOT NULL
);
CREATE TABLE order_lines (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL,
  unit_price DECIMAL(10,2) NOT NULL, -- as sold, US dollars
  discount_rate DECIMAL(4,2) NOT NULL -- 0.10 is ten percent off
);
CREATE TABLE returns (
  id INTEGER PRIMARY KEY,
  order_line_id INTEGER NOT NULL REFERENCES order_lines (id),
  return_date DATE NOT NULL,
  quantity INTEGER NOT NULL,
  reason TEXT NOT NULL,
  refund_amount DECIMAL(10,2) NOT NULL
);
CREATE TABLE stock (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL,
  reorder_level INTEGER NOT NULL,
  counted_on DATE NOT NULL,
  PRIMARY KEY (store_id, product_id)
);
`;

/** Made after the rows, which is faster. */
export const indexes = `
CREATE INDEX orders_by_date ON orders (order_date);
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_store ON orders (store_id);
CREATE INDEX lines_by_order ON order_lines (order_id);
CREATE INDEX lines_by_product ON order_lines (product_id);
CREATE INDEX returns_by_line ON returns (order_line_id);
CREATE VIEW order_totals AS
  SELECT o.id AS order_id, o.order_date, o.customer_id, o.store_id,
         ROUND(SUM(l.quantity * l.unit_price * (1 - l.discount_rate)), 2) AS total
  FROM orders o JOIN order_lines l ON l.order_id = o.id
  GROUP BY o.id, o.order_date, o.customer_id, o.store_id;
`;
