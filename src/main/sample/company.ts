/**
 * The sample company: a retailer that never was, written by seed and date alone. Two full years
 * and this year up to today, so that «last year» is always whole.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { isoDay, type Period, periodOf } from './calendar.ts';
import { catalogue, regions, suppliers } from './data.ts';
import { enrolCustomers, openStores, stockProducts } from './master-data.ts';
import { createRandom } from './random.ts';
import { type Order, type Shop, sell } from './sales.ts';
import { indexes, tables } from './schema.ts';

/** Raised when the script writes other rows than before; kept in the file's application_id. */
const version = 1;

type Cells = (string | number | null)[];
type Insert = (cells: Cells) => number;

function inserter(db: Database.Database, table: string): Insert {
  const columns = db.pragma(`table_info(${table})`);
  const width = Array.isArray(columns) ? columns.length : 0;
  const statement = db.prepare(
    `INSERT INTO ${table} VALUES (${Array(width).fill('?').join(', ')})`,
  );
  return (cells) => Number(statement.run(cells).lastInsertRowid);
}

function writePlaces(db: Database.Database, shop: Shop): void {
  const addRegion = inserter(db, 'regions');
  for (const [index, region] of regions.entries())
    addRegion([index + 1, region.name, region.ar, region.fa]);
  const addStore = inserter(db, 'stores');
  const addEmployee = inserter(db, 'employees');
  for (const { id, name, city, openedOn, area, staff } of shop.stores) {
    const region = regions.findIndex((one) => one.name === city.region) + 1;
    addStore([id, name, city.name, city.country, region, openedOn, area]);
    for (const one of staff)
      addEmployee([one.id, one.name, one.job, id, one.managerId, one.hiredOn, one.salary]);
  }
}

function writeGoods(db: Database.Database, shop: Shop): void {
  const addSupplier = inserter(db, 'suppliers');
  for (const [index, { name, country }] of suppliers.entries()) {
    const mailbox = name.toLowerCase().replaceAll(' ', '.');
    addSupplier([index + 1, name, country, `${mailbox}@example.com`]);
  }
  const addCategory = inserter(db, 'categories');
  for (const [index, { name, ar, fa }] of catalogue.entries())
    addCategory([index + 1, name, ar, fa]);
  const addProduct = inserter(db, 'products');
  for (const { id, sku, texts, categoryId, supplierId, price, cost } of shop.products)
    addProduct([id, sku, ...texts, categoryId, supplierId, price, cost]);
}

function writeStock(db: Database.Database, shop: Shop): void {
  const random = createRandom(`${shop.seed}/stock`);
  const add = inserter(db, 'stock');
  const today = isoDay(shop.period.to);
  for (const store of shop.stores)
    for (const product of shop.products) {
      const level = random.between(2, 12) * 5;
      const quantity = random.next() < 0.02 ? 0 : random.between(1, level * 6);
      add([store.id, product.id, quantity, level, today]);
    }
}

function writeCustomers(db: Database.Database, shop: Shop): void {
  const add = inserter(db, 'customers');
  for (const { id, name, email, city, segment, joined } of shop.customers)
    add([id, name, email, city.name, city.country, segment, isoDay(joined)]);
}

function writeOrders(db: Database.Database, shop: Shop): void {
  const addOrder = inserter(db, 'orders');
  const addLine = inserter(db, 'order_lines');
  const addReturn = inserter(db, 'returns');
  const today = isoDay(shop.period.to);
  const write = (order: Order): void => {
    const { customerId, storeId, employeeId, on, channel, status, payment } = order;
    const id = addOrder([null, customerId, storeId, employeeId, on, channel, status, payment]);
    for (const line of order.lines) {
      const lineId = addLine([null, id, line.productId, line.quantity, line.price, line.discount]);
      const back = line.returned;
      if (back !== null && back.on <= today)
        addReturn([null, lineId, back.on, back.quantity, back.reason, back.refund]);
    }
  };
  for (const order of sell(shop)) write(order);
}

const stamp = (period: Period): number => Number(isoDay(period.to).replaceAll('-', ''));

/** Whether the file was written whole by this version of the script for this very day. */
function isCurrent(file: string, period: Period): boolean {
  if (!existsSync(file)) return false;
  try {
    const db = new Database(file, { readonly: true });
    try {
      return (
        db.pragma('application_id', { simple: true }) === version &&
        db.pragma('user_version', { simple: true }) === stamp(period)
      );
    } finally {
      db.close();
    }
  } catch {
    return false; // damaged or no SQLite file: it is written anew
  }
}

function write(file: string, shop: Shop): void {
  const db = new Database(file);
  try {
    // A file that is renamed into place when whole needs no journal of its own.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.exec(tables);
    db.transaction(() => {
      writePlaces(db, shop);
      writeGoods(db, shop);
      writeStock(db, shop);
      writeCustomers(db, shop);
      writeOrders(db, shop);
    })();
    db.exec(indexes);
    db.exec('ANALYZE');
    db.pragma(`application_id = ${version}`);
    db.pragma(`user_version = ${stamp(shop.period)}`);
  } finally {
    db.close();
  }
}

/**
 * Writes the sample company's SQLite file, about 50,000 order lines in about half a second. A file
 * already there for the same day (UTC) and version is kept. Throws what the file system throws.
 */
export function createSampleCompany(file: string, now: Date, seed = 'diwan'): void {
  const period = periodOf(now);
  if (isCurrent(file, period)) return;
  const shop: Shop = {
    seed,
    period,
    stores: openStores(seed, period.from),
    products: stockProducts(seed),
    customers: enrolCustomers(seed, period),
  };
  const draft = `${file}.${process.pid}.new`;
  try {
    rmSync(draft, { force: true });
    write(draft, shop);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
