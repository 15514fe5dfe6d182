import type { Table } from '../../../src/preload/contract/database.ts';
import { table } from './tables.ts';

/** A generated warehouse: many databases in one schema list, each with its own way of naming. */
export interface Warehouse {
  tables: Table[];
  questions: { question: string; tables: string[] }[];
}

/** English name, another English word, Arabic, Persian. */
type Thing = readonly [name: string, other: string, ar: string, fa: string];

const things: readonly Thing[] = [
  ['customer', 'client', 'العملاء', 'مشتریان'],
  ['order', 'purchase', 'الطلبات', 'سفارش‌ها'],
  ['product', 'item', 'المنتجات', 'کالاها'],
  ['invoice', 'bill', 'الفواتير', 'فاکتورها'],
  ['payment', 'settlement', 'الدفعات', 'پرداخت‌ها'],
  ['employee', 'staff', 'الموظفين', 'کارمندان'],
  ['department', 'division', 'الأقسام', 'بخش‌ها'],
  ['supplier', 'vendor', 'الموردين', 'تامین کننده'],
  ['warehouse', 'depot', 'المستودعات', 'انبارها'],
  ['shipment', 'delivery', 'الشحنات', 'محموله'],
  ['student', 'pupil', 'الطلاب', 'دانشجویان'],
  ['teacher', 'instructor', 'المدرسين', 'معلمان'],
  ['course', 'class', 'المقررات', 'درس‌ها'],
  ['exam', 'test', 'الامتحانات', 'امتحانات'],
  ['patient', 'patient', 'المرضى', 'بیماران'],
  ['doctor', 'physician', 'الأطباء', 'پزشکان'],
  ['treatment', 'therapy', 'العلاجات', 'درمان'],
  ['appointment', 'booking', 'المواعيد', 'نوبت'],
  ['flight', 'flight', 'الرحلات', 'پروازها'],
  ['airport', 'airport', 'المطارات', 'فرودگاه‌ها'],
  ['hotel', 'hotel', 'الفنادق', 'هتل‌ها'],
  ['room', 'suite', 'الغرف', 'اتاق‌ها'],
  ['guest', 'visitor', 'الضيوف', 'مهمانان'],
  ['book', 'publication', 'الكتب', 'کتاب‌ها'],
  ['author', 'writer', 'المؤلفين', 'نویسندگان'],
  ['project', 'project', 'المشاريع', 'پروژه‌ها'],
  ['task', 'assignment', 'المهام', 'وظایف'],
  ['contract', 'agreement', 'العقود', 'قراردادها'],
  ['vehicle', 'car', 'السيارات', 'خودروها'],
  ['driver', 'driver', 'السائقين', 'رانندگان'],
  ['team', 'squad', 'الفرق', 'تیم‌ها'],
  ['player', 'athlete', 'اللاعبين', 'بازیکنان'],
  ['match', 'game', 'المباريات', 'مسابقه'],
  ['movie', 'film', 'الأفلام', 'فیلم‌ها'],
  ['song', 'track', 'الأغاني', 'آهنگ‌ها'],
  ['account', 'account', 'الحسابات', 'حساب‌ها'],
  ['loan', 'credit', 'القروض', 'وام‌ها'],
  ['branch', 'office', 'الفروع', 'شعب'],
  ['ticket', 'complaint', 'الشكاوى', 'شکایات'],
  ['campaign', 'marketing', 'الحملات', 'کمپین'],
];

/** Attributes that say nothing about the database, and the words they are asked by. */
const common: readonly Thing[] = [
  ['name', 'called', 'اسم', 'نام'],
  ['status', 'condition', 'حالة', 'وضعیت'],
  ['city', 'town', 'مدينة', 'شهر'],
  ['price', 'cost', 'سعر', 'قیمت'],
  ['start date', 'begin', 'تاريخ', 'تاریخ'],
  ['quantity', 'count', 'كمية', 'تعداد'],
  ['salary', 'wage', 'راتب', 'حقوق'],
  ['country', 'nation', 'دولة', 'کشور'],
  ['weight', 'heaviest', 'وزن', 'وزن'],
  ['phone', 'telephone', 'هاتف', 'تلفن'],
  ['age', 'oldest', 'عمر', 'سن'],
  ['capacity', 'seats', 'سعة', 'ظرفیت'],
];

/** Words of a trade: each database has a few that few others have. */
const trade =
  `amber anchor apron arcade atlas bamboo barley beacon bellows bobbin boiler brass bridle
bronze bucket buoy cable caliper candle canvas carbon cargo cedar chalk charcoal chisel cider cinder clay
clover cobalt coil copper coral cotton crane crate crystal dairy damask diesel dome drill dye easel elm
ember enamel fabric falcon feather fern fiber filter flannel flask flint flour foam forge fossil furnace
galley garnet gauge gear glaze glove granite gravel grease grain hammer harbor harness hay hazel helmet
hemp hinge honey hoop hull indigo ink iron ivory jade jute kelp kernel kiln lace ladder lantern lather
lava leather lens lever lime linen loom lumber magnet malt mantle maple marble mast mesh mica mill mint
mortar moss mustard nectar nickel nozzle oak oat olive onyx opal orchard oven paddle palm paper pastry
pearl pebble pepper pewter pigment pipe piston plaster plywood pollen poplar porcelain propeller pulley
pump quarry quartz quill rafter resin ribbon rivet rope rubber rudder saddle saffron salt sand satin
sawdust scale seed shale shell shovel silk silver slate soap solder spice spindle sponge spring starch
steel straw sugar tar teak thimble thread tile timber tin topaz torch turbine twine valve varnish vat
velvet vine wax wheel willow wire wool yarn yeast zinc`.split(/\s+/);

const short: Readonly<Record<string, string>> = {
  customer: 'cust',
  employee: 'emp',
  department: 'dept',
  product: 'prod',
  quantity: 'qty',
  student: 'stud',
  account: 'acct',
  vehicle: 'veh',
  appointment: 'appt',
};

/** A small seeded generator (mulberry32), so that every run makes the same warehouse. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};
function sample<T>(random: Random, list: readonly T[], count: number): T[] {
  const rest = [...list];
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    const [one] = rest.splice(Math.floor(random() * rest.length), 1);
    if (one === undefined) throw new RangeError('nothing to sample from');
    return one;
  });
}

type Style = (words: readonly string[]) => string;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const styles: readonly Style[] = [
  (words) => words.join('_'),
  (words) => words.map(capital).join(''),
  (words) => words.map((word, at) => (at === 0 ? word : capital(word))).join(''),
  (words) => words.map((word) => short[word] ?? word).join('_'),
  (words) => words.join('_').toUpperCase(),
];
const plural = (word: string): string =>
  word.endsWith('y') ? `${word.slice(0, -1)}ies` : word.endsWith('ch') ? `${word}es` : `${word}s`;

interface Made {
  thing: Thing;
  table: Table;
  /** Attributes as asked: the general ones and the trade's. */
  general: Thing[];
  special: string;
}

function makeDatabase(random: Random, number: number): Made[] {
  const style = pick(random, styles);
  const many = random() < 0.5;
  const schema = `${pick(random, trade)}_${number}`;
  const named = (thing: Thing): string => style([many ? plural(thing[0]) : thing[0]]);
  const chosen = sample(random, things, 4 + Math.floor(random() * 5));
  const words = sample(random, trade, chosen.length);
  return chosen.map((thing, at) => {
    const general = sample(random, common, 2 + Math.floor(random() * 3));
    const special = words[at] ?? 'wool';
    const parent = at === 0 ? undefined : chosen[Math.floor(random() * at)];
    const key = parent && style([parent[0], 'id']);
    const columns = [
      'id',
      ...general.map(([name]) => style(name.split(' '))),
      style([special, 'rate']),
    ];
    const links = parent && key ? { [key]: named(parent) } : {};
    const made = table(named(thing), [...columns, ...(key ? [key] : [])], links, schema);
    return { thing, table: made, general, special };
  });
}

const nameOf = ({ table: { schema, name } }: Made): string => `${schema}.${name}`;

/** A question about one table or two joined ones; `form` chooses its language and wording. */
function ask(random: Random, database: readonly Made[], form: number) {
  const one = pick(random, database);
  const target = one.table.foreignKeys[0]?.table;
  const two = database.find((made) => made.table.name === target);
  const about = two ? [one, two] : [one];
  const [first, second] = [one, two ?? one];
  const attribute = pick(random, first.general);
  const other = pick(random, second.general);
  // A third of the questions say nothing that only few databases have.
  const rare = random() < 1 / 3 ? '' : ` ${pick(random, about).special}`;
  const words = [
    `What is the average${rare} ${attribute[0]} of ${plural(first.thing[0])} per ${second.thing[0]} ${other[0]}?`,
    `List the ${attribute[1]} of every ${first.thing[1]} with its${rare} ${second.thing[1]} and ${other[1]}`,
    `كم ${attribute[2]} ${first.thing[2]} حسب${rare} ${second.thing[2]} و ${other[2]}؟`,
    `${attribute[3]} ${first.thing[3]} برای هر${rare} ${second.thing[3]} و ${other[3]} چقدر است؟`,
  ];
  return { question: words[form % words.length] ?? '', tables: about.map(nameOf) };
}

/** About `tables` tables in databases of four to eight, and `questions` questions about them. */
export function makeWarehouse(seed: number, tables: number, questions: number): Warehouse {
  const random = seeded(seed);
  const databases: Made[][] = [];
  for (let count = 0; count < tables; ) {
    const database = makeDatabase(random, databases.length);
    databases.push(database);
    count += database.length;
  }
  return {
    tables: databases.flat().map(({ table: made }) => made),
    questions: Array.from({ length: questions }, (_, at) =>
      ask(random, pick(random, databases), at),
    ),
  };
}
