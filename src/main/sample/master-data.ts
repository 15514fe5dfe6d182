import { dayMs, isoDay, type Period } from './calendar.ts';
import { type Category, type City, catalogue, cities, names, suppliers } from './data.ts';
import { createRandom, type Random } from './random.ts';

export interface Store {
  id: number;
  name: string;
  city: City;
  openedOn: string;
  area: number;
  staff: Employee[];
}

export interface Employee {
  id: number;
  name: string;
  job: string;
  managerId: number | null;
  hiredOn: string;
  salary: number;
}

export interface Product {
  id: number;
  sku: string;
  texts: readonly [name: string, ar: string, fa: string];
  category: Category;
  categoryId: number;
  supplierId: number;
  price: number;
  cost: number;
  /** How often it is picked within its category. */
  weight: number;
}

export interface Customer {
  id: number;
  name: string;
  email: string;
  city: City;
  segment: string;
  /** UTC ms of the day. */
  joined: number;
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;

const personName = (random: Random, speech: City['speech']): string =>
  `${random.pick(names[speech].first)} ${random.pick(names[speech].last)}`;

const jobs = ['Cashier', 'Sales associate', 'Sales associate', 'Stock clerk'] as const;

function hireStaff(random: Random, city: City, firstId: number, from: number): Employee[] {
  const hire = (id: number, job: string, managerId: number | null, salary: number): Employee => ({
    id,
    name: personName(random, city.speech),
    job,
    managerId,
    hiredOn: isoDay(from - random.between(60, 2_500) * dayMs),
    salary: cents(salary * (0.9 + random.next() * 0.35)),
  });
  const manager = hire(firstId, 'Store manager', null, 2_600);
  return [
    manager,
    ...jobs.map((job, index) => hire(firstId + 1 + index, job, manager.id, 1_250 + 90 * index)),
  ];
}

/** One store a city, two in the large ones. */
export function openStores(seed: string, from: number): Store[] {
  const random = createRandom(`${seed}/stores`);
  const sites = [
    ...cities.map((city) => ({ city, label: 'Central' })),
    ...cities.filter((city) => city.weight >= 11).map((city) => ({ city, label: 'Mall' })),
  ];
  return sites.map(({ city, label }, index) => ({
    id: index + 1,
    name: `${city.name} ${label}`,
    city,
    openedOn: isoDay(from - random.between(400, 4_000) * dayMs),
    area: random.between(18, 95) * 20,
    staff: hireStaff(random, city, index * (jobs.length + 1) + 1, from),
  }));
}

export function stockProducts(seed: string): Product[] {
  const random = createRandom(`${seed}/products`);
  const rows = catalogue.flatMap((category, categoryIndex) =>
    category.products.map((product) => ({ category, categoryIndex, product })),
  );
  return rows.map(
    ({ category, categoryIndex, product: [name, ar, fa, price, supplier] }, index) => ({
      id: index + 1,
      sku: `${category.name.slice(0, 3).toUpperCase()}-${String(1_001 + index)}`,
      texts: [name, ar, fa],
      category,
      categoryId: categoryIndex + 1,
      supplierId: suppliers.findIndex((one) => one.name === supplier) + 1,
      price,
      cost: cents(price * (0.48 + random.next() * 0.27)),
      weight: 0.3 + random.next() ** 2 * 3,
    }),
  );
}

const segments = [
  { name: 'Consumer', weight: 82 },
  { name: 'Business', weight: 13 },
  { name: 'Wholesale', weight: 5 },
];

/** A third are there on the first day, the rest join up to the end of the current year. */
export function enrolCustomers(seed: string, { from, to }: Period): Customer[] {
  const random = createRandom(`${seed}/customers`);
  const total = 2_400;
  const joinable = 3 * 365;
  const all = Array.from({ length: total }, (_, index) => {
    const city = random.weighted(cities);
    const early = index < total / 3;
    const after = Math.floor(((index - total / 3) / ((total * 2) / 3)) * joinable);
    return {
      id: index + 1,
      name: personName(random, city.speech),
      email: `customer${index + 1}@example.com`,
      city,
      segment: random.weighted(segments).name,
      joined: from + (early ? -random.between(1, 900) : after) * dayMs,
    };
  });
  return all.filter((customer) => customer.joined <= to);
}
