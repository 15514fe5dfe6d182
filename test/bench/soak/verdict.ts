import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { addUsage, noUsage } from '../../../src/main/model/usage.ts';
import type { Usage } from '../../../src/preload/contract/answer.ts';
import type { Seen } from '../../support/botapi/index.ts';
import type { City } from './city.ts';
import { type Act, isAnswer, isRefusal } from './visitor.ts';
import { isDraft, isMailEnd, plain, tokensIn } from './words.ts';

/** What must stay empty or equal. */
export interface Verdict {
  lost: string[];
  doubled: string[];
  mixed: string[];
  wrong: string[];
  unasked: string[];
  mailsTwice: string[];
  handedOut: Usage;
  billed: Usage;
  unknownCalls: number;
  damaged: string[];
}

/** Reads every chat as its person sees it, and the ledger. The appliance must have stopped. */
export function judge(
  city: City,
  acts: readonly Act[],
  baselines: ReadonlyMap<number, number>,
): Verdict {
  const verdict: Verdict = {
    lost: acts.filter(({ end }) => end === 'lost').map(describe),
    doubled: [],
    mixed: [],
    wrong: [],
    unasked: [],
    mailsTwice: mailsTwice(city),
    ...ledger(city),
  };
  for (const [chat, baseline] of baselines) {
    const said = city.telegram.chat(chat).fromBot.filter(({ id }) => id > baseline);
    judgeChat(
      verdict,
      said,
      acts.filter((act) => act.chat === chat),
    );
  }
  return verdict;
}

/** The chat's messages and its acts must account for each other. */
function judgeChat(verdict: Verdict, said: readonly Seen[], acts: readonly Act[]): void {
  const rest = said.filter(
    ({ text, file }) => file === null && !isDraft(text) && !isMailEnd(text) && text !== '',
  );
  const history = rest.filter(({ text }) => /^Your last/.test(text));
  const answers = rest.filter((seen) => isAnswer(seen) && !history.includes(seen));
  const refusals = rest.filter(isRefusal);
  const asked = acts.filter(({ token }) => token !== null);
  for (const act of asked) judgeAnswer(verdict, act, answers);
  const own = new Set(acts.map(({ token }) => token));
  for (const seen of answers)
    for (const token of tokensIn(seen.text))
      if (!own.has(token)) verdict.mixed.push(`chat ${seen.message.chat.id} shows ${token}`);
  const failed = acts.filter(({ end }) => end === 'error').length;
  if (refusals.length > failed)
    verdict.doubled.push(`${refusals.length} error messages for ${failed} failed acts`);
  const spoken = acts.filter(({ token, end }) => token === null && end === 'answered');
  const commands = spoken.filter(({ kind }) => kind.startsWith('/')).length;
  const replies = rest.length - answers.length - refusals.length;
  if (replies !== commands) {
    const texts = rest.filter((seen) => !answers.includes(seen) && !refusals.includes(seen));
    const shown = texts.map(({ text }) => plain(text).slice(0, 60)).join(' | ');
    verdict.unasked.push(`${replies} replies to ${commands} commands: ${shown}`);
  }
}

function judgeAnswer(verdict: Verdict, act: Act, answers: readonly Seen[]): void {
  const { token, expected } = act;
  const mine = answers.filter(({ text }) => firstToken(text) === token);
  if (mine.length > 1) {
    const shown = mine.map(({ id, text }) => `#${id} ${plain(text).slice(0, 80)}`).join(' | ');
    verdict.doubled.push(`${describe(act)}: ${shown}`);
  }
  const [answer] = mine;
  if (act.end !== 'answered' || !expected) return;
  if (!answer?.text.includes(`There are ${expected.orders}.`)) verdict.wrong.push(describe(act));
  if (expected.earlier && !answer?.text.includes(expected.earlier))
    verdict.wrong.push(`${describe(act)} without ${expected.earlier}`);
}

/** The model says the question's own mark first; the table below it also shows the one before. */
const firstToken = (text: string): string | undefined => tokensIn(text)[0];

const describe = ({ kind, chat, token, at }: Act): string =>
  `${kind} in chat ${chat} at ${at.toFixed(1)} s ${token ?? ''}`;

function mailsTwice({ mails }: City): string[] {
  const subjects = mails.arrived.map(({ mail }) => mail.subject ?? '');
  return subjects.filter((subject, index) => subjects.indexOf(subject) !== index);
}

type LedgerPart = Pick<Verdict, 'handedOut' | 'billed' | 'unknownCalls' | 'damaged'>;

function ledger({ home, models }: City): LedgerPart {
  using costs = openFile(home, 'costs');
  const billed = costs.db
    .prepare(
      `SELECT ifnull(sum(input), 0) AS input, ifnull(sum(cached), 0) AS cached,
       ifnull(sum(output), 0) AS output, ifnull(sum(thinking), 0) AS thinking FROM conversation_stages`,
    )
    .get() as Usage;
  const unknown = costs.db.prepare(
    "SELECT count(*) FROM conversation_stages WHERE outcome = 'unknown'",
  );
  const damaged = ['manager', 'costs'].filter((name) => {
    using file = openFile(home, name);
    return file.db.pragma('integrity_check', { simple: true }) !== 'ok';
  });
  const handedOut = models.map((model) => model.handedOut()).reduce(addUsage, noUsage);
  return { handedOut, billed, unknownCalls: Number(unknown.pluck().get()), damaged };
}

function openFile(home: string, name: string): Disposable & { db: BetterSqlite3.Database } {
  const db = new BetterSqlite3(join(home, `${name}.sqlite`), { readonly: true });
  return { db, [Symbol.dispose]: () => db.close() };
}
