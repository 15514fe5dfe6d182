import { busyness, dayMs, isoDay, type Period, seasonOf } from './calendar.ts';
import { catalogue } from './data.ts';
import type { Customer, Product, Store } from './master-data.ts';
import { createRandom, type Random } from './random.ts';

export interface Return {
  on: string;
  quantity: number;
  reason: string;
  refund: number;
}

export interface Line {
  productId: number;
  quantity: number;
  price: number;
  discount: number;
  returned: Return | null;
}

export interface Order {
  customerId: number;
  storeId: number;
  employeeId: number;
  on: string;
  channel: string;
  status: string;
  payment: string;
  lines: Line[];
}

export interface Shop {
  seed: string;
  period: Period;
  stores: readonly Store[];
  products: readonly Product[];
  /** By the day they joined. */
  customers: readonly Customer[];
}

const ordersADay = 17.5;
const yearlyInflation = 0.04;
const channels = [
  { name: 'Store', weight: 58 },
  { name: 'Online', weight: 34 },
  { name: 'Phone', weight: 8 },
];
const payments = [
  { name: 'Card', weight: 55 },
  { name: 'Cash', weight: 27 },
  { name: 'Bank transfer', weight: 10 },
  { name: 'Wallet', weight: 8 },
];
const reasons = [
  { name: 'Damaged', weight: 30 },
  { name: 'Wrong item', weight: 20 },
  { name: 'Changed mind', weight: 35 },
  { name: 'Late delivery', weight: 15 },
];
const discounts = [
  { rate: 0, weight: 70 },
  { rate: 0.05, weight: 12 },
  { rate: 0.1, weight: 12 },
  { rate: 0.2, weight: 6 },
];
const returnRates: Readonly<Record<string, number>> = { Clothing: 0.085, Electronics: 0.06 };

const cents = (amount: number): number => Math.round(amount * 100) / 100;

function giveBack(random: Random, line: Line, category: string, day: number): Return | null {
  // Every draw is made whatever comes of it, so that a later «now» never changes the past.
  const happens = random.next() < (returnRates[category] ?? 0.022);
  const after = random.between(2, 25);
  const quantity = random.between(1, line.quantity);
  const reason = random.weighted(reasons).name;
  const refund = cents(quantity * line.price * (1 - line.discount));
  return happens ? { on: isoDay(day + after * dayMs), quantity, reason, refund } : null;
}

function sellLine(random: Random, shop: Shop, day: number, wholesale: boolean): Line {
  const category = random.weighted(
    catalogue.map((one) => ({ ...one, weight: one.weight * seasonOf(one.season, day) })),
  );
  const product = random.weighted(
    shop.products.filter((one) => one.category.name === category.name),
  );
  const years = Math.floor((day - shop.period.from) / (365.25 * dayMs));
  const line: Line = {
    productId: product.id,
    quantity: random.between(1, wholesale ? 12 : 3),
    price: cents(product.price * (1 - yearlyInflation * (2 - years))),
    discount: random.weighted(discounts).rate,
    returned: null,
  };
  return { ...line, returned: giveBack(random, line, category.name, day) };
}

const statusAt = (age: number): string => {
  if (age < 2) return 'Pending';
  return age < 6 ? 'Shipped' : 'Completed';
};

function placeOrder(random: Random, shop: Shop, day: number, joined: number): Order {
  // The square favours those who came first: some customers are regulars.
  const customer = shop.customers[Math.floor(random.next() ** 1.7 * joined)];
  if (customer === undefined) throw new RangeError('nobody has joined yet');
  const near = shop.stores.filter((store) => store.city.name === customer.city.name);
  const store = random.next() < 0.9 ? random.pick(near) : random.pick(shop.stores);
  const wholesale = customer.segment === 'Wholesale';
  return {
    customerId: customer.id,
    storeId: store.id,
    employeeId: random.pick(store.staff).id,
    on: isoDay(day),
    channel: random.weighted(channels).name,
    status: statusAt((shop.period.to - day) / dayMs),
    payment: random.weighted(payments).name,
    lines: Array.from({ length: random.between(1, 4) }, () =>
      sellLine(random, shop, day, wholesale),
    ),
  };
}

/** Every order of the period, day by day; each day has a random stream of its own. */
export function* sell(shop: Shop): Generator<Order> {
  const { from, to } = shop.period;
  let joined = 0;
  for (let day = from; day <= to; day += dayMs) {
    while ((shop.customers[joined]?.joined ?? Number.POSITIVE_INFINITY) <= day) joined += 1;
    const random = createRandom(`${shop.seed}/${isoDay(day)}`);
    const orders = Math.round(ordersADay * busyness(day, from) * (0.8 + random.next() * 0.4));
    for (let index = 0; index < orders; index += 1) yield placeOrder(random, shop, day, joined);
  }
}
