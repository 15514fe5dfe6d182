import { union, words } from './words.ts';

/*
 * Functions someone wrote are refused unless the owner lists them, but for those whose name says
 * in plain words that they only compute: what they could still do, the server's read-only session
 * stops. A single other word (`purge`, `run`, `log`, `pay` …) and the name is refused.
 */

const glue = words('to of or from by in as the a all is per');

const calendar = words(
  'date dates time times day days week weeks month months year years hour hours minute minutes',
  'second seconds quarter quarters unix epoch iso ts ds di str string text num number int json geo',
  'utc local',
);

const arithmetic = words('add sub diff trunc');

const computing = words(
  'concat lower upper least greatest mleast min max sum avg mean median mode count length round abs',
  'ratio rate percent pct total dup vertices distance area slope similarity average sqrt square cube',
  'double half plus minus variance norm',
);

const placeholders = words(
  'my some other any func function fn foo bar baz udf test example sample',
);

const asking = words('get calc calculate compute');

const things = words(
  'product products name names price prices list label title value values age id ids category',
  'categories customer customers order orders item items employee employees department departments',
  'report reports dealer city cities country countries region regions discount tax',
  'cost costs amount quantity stock balance status type types code codes level score rank margin',
  'revenue sales invoice invoices supplier suppliers student students teacher teachers course',
  'first last full short long current next previous top best latest',
);

/** Prefixes by which people mark functions; they say nothing of what one does. */
const prefix = /^(ufn|udf|tvf|fn|svf)_?(?=[A-Za-z])/;

const parts = (name: string): string[] =>
  name
    .replace(prefix, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/\d+$/, '')
    .split('_')
    .filter((word) => word !== '');

/** `myfunc` as `my func`: words run together, where all of them are known. */
function divide(word: string, known: ReadonlySet<string>): string[] {
  if (word === '' || known.has(word)) return [word];
  for (let cut = word.length - 2; cut >= 2; cut -= 1) {
    const rest = known.has(word.slice(0, cut)) ? divide(word.slice(cut), known) : [];
    if (rest.length > 0) return [word.slice(0, cut), ...rest];
  }
  return [];
}

const madeOf = (list: readonly string[], known: ReadonlySet<string>): boolean =>
  list.length > 0 && list.every((word) => word.length < 40 && divide(word, known).length > 0);

const calendarWords = union(glue, calendar, arithmetic);
const answers = union(glue, things, calendar, computing);
const computations = union(glue, calendar, computing);
const examples = union(computations, placeholders);

/** `day_of_year`, `time_str_to_time`: conversions of dates, whatever engine they come from. */
export const isCalendarName = (name: string): boolean => madeOf(parts(name), calendarWords);

/** `concat_lower_or_upper`, `get_product_names`, `ufn_customer_category`. */
export function isAnswerName(name: string): boolean {
  const [first = '', ...rest] = parts(name);
  if (asking.has(first)) return madeOf(rest, answers);
  const all = [first, ...rest];
  if (prefix.test(name) && madeOf(all, answers)) return true;
  return isCalendarName(name) || madeOf(all, computations);
}

/** These, and `my_function`: names that only stand for one, as in examples. */
export const isPlainName = (name: string): boolean =>
  isAnswerName(name) || madeOf(parts(name), examples);
