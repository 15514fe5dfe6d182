import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { costOf } from '../../../src/main/lib/money.ts';
import { addUsage, noUsage } from '../../../src/main/model/usage.ts';
import type { Usage } from '../../../src/preload/contract/answer.ts';
import { tokensIn } from '../soak/words.ts';
import type { Ground } from './ground.ts';

interface Row extends Usage {
  question: string;
  outcome: string;
  cost: number;
  price_input: number;
  price_cached: number;
  price_output: number;
}

export interface Accounts {
  calls: number;
  /** Billed at their worst: their end is not known. */
  unknown: number;
  wrong: string[];
}

/** Question by question, what the model handed out and what the ledger says. */
export function compare({ home, model }: Ground): Accounts {
  const rows = Map.groupBy(read(home), ({ question }) => tokensIn(question)[0] ?? question);
  const calls = Map.groupBy(model.calls, ({ messages }) => tokenOf(messages));
  const wrong: string[] = [];
  for (const [token, made] of calls) {
    const billed = rows.get(token) ?? [];
    const handedOut = made.map((call) => call.handedOut).reduce(addUsage, noUsage);
    const known = billed.map((row): Usage => row).reduce(addUsage, noUsage);
    const unknown = billed.filter(({ outcome }) => outcome === 'unknown');
    if (billed.length < made.length)
      wrong.push(`${token}: ${made.length} calls, ${billed.length} billed`);
    const missing = { ...handedOut };
    for (const side of ['input', 'cached', 'output', 'thinking'] as const)
      missing[side] -= known[side];
    const [price] = billed.map((row) => ({
      input: row.price_input,
      cachedInput: row.price_cached,
      output: row.price_output,
    }));
    const worst = unknown.reduce((sum, { cost }) => sum + cost, 0);
    const equal = missing.input === 0 && missing.output === 0;
    const covered = price && missing.input >= 0 && costOf(missing, price) <= worst;
    if (!(unknown.length === 0 ? equal : covered))
      wrong.push(`${token}: ${JSON.stringify({ handedOut, known, unknown: unknown.length })}`);
  }
  const all = [...rows.values()].flat();
  const unknown = all.filter(({ outcome }) => outcome === 'unknown').length;
  return { calls: model.count(), unknown, wrong };
}

const tokenOf = (messages: Ground['model']['calls'][number]['messages']): string =>
  tokensIn(messages.findLast(({ text }) => tokensIn(text).length > 0)?.text ?? '')[0] ?? 'none';

function read(home: string): Row[] {
  const file = new BetterSqlite3(join(home, 'costs.sqlite'), { readonly: true });
  const rows = file
    .prepare<[], Row>(
      `SELECT c.question, s.* FROM conversation_stages s JOIN conversations c ON c.id = s.conversation_id`,
    )
    .all();
  file.close();
  return rows;
}

/** Questions settled as answered more often than once. */
export function answeredTwice(home: string): number {
  const file = new BetterSqlite3(join(home, 'costs.sqlite'), { readonly: true });
  const count = file
    .prepare(
      "SELECT count(*) FROM (SELECT question FROM conversations WHERE outcome = 'ok' GROUP BY question HAVING count(*) > 1)",
    )
    .pluck()
    .get();
  file.close();
  return Number(count);
}

/** What SQLite itself says of both files as the kill left them. */
export const damaged = (home: string): string[] =>
  ['manager', 'costs'].flatMap((name) => {
    const file = new BetterSqlite3(join(home, `${name}.sqlite`), { readonly: true });
    const said = file.pragma('integrity_check', { simple: true });
    file.close();
    return said === 'ok' ? [] : [`${name}: ${said}`];
  });
