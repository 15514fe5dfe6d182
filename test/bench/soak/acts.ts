import type { Visitor } from './visitor.ts';
import {
  chartWish,
  customers,
  followUp,
  mailWish,
  newToken,
  questionAbout,
  smallTalk,
} from './words.ts';

/** What visitors do, and how often; the shares need not add up to anything. */
const mix: readonly [number, (visitor: Visitor, random: () => number) => Promise<unknown>][] = [
  [56, question],
  [12, next],
  [4, twoAtOnce],
  [4, talk],
  [2, byMail],
  [1, chart],
  [2, (visitor) => visitor.say('/help', /Ask in plain words/)],
  [2, (visitor) => visitor.say('/dbs', /2 databases/)],
  [2, (visitor) => visitor.say('/myinfo', /Telegram id/)],
  [2, (visitor) => visitor.say('/history', /Your last|not asked anything/)],
  [2, (visitor) => visitor.say('/stats', /Your use/)],
  [2, (visitor) => visitor.say('/whatever', /I do not know/)],
  [3, forget],
  [5, select],
];

const total = mix.reduce((sum, [share]) => sum + share, 0);

/** One act of a visitor, by chance. */
export function actOf(visitor: Visitor, random: () => number): Promise<unknown> {
  let chance = random() * total;
  for (const [share, act] of mix) {
    chance -= share;
    if (chance < 0) return act(visitor, random);
  }
  return question(visitor, random);
}

const someone = (random: () => number): number => 1 + Math.floor(random() * (customers - 20));

async function question(visitor: Visitor, random: () => number): Promise<void> {
  const customer = someone(random);
  const token = newToken(random);
  const text = questionAbout(customer, token, Math.floor(random() * 3));
  const [act] = await visitor.ask('question', [
    { text, token, expected: { orders: customer, earlier: null } },
  ]);
  if (act?.end === 'answered') visitor.last = { token, customer, at: performance.now() };
  else visitor.last = null;
}

/** Follows up while the bot must still remember; else asks anew. */
async function next(visitor: Visitor, random: () => number): Promise<void> {
  const { last } = visitor;
  if (!last || performance.now() - last.at > 240_000 || last.customer >= customers)
    return await question(visitor, random);
  const token = newToken(random);
  const customer = last.customer + 1;
  const expected = { orders: customer, earlier: last.token };
  const [act] = await visitor.ask('follow-up', [{ text: followUp(token), token, expected }]);
  if (act?.end === 'answered') visitor.last = { token, customer, at: performance.now() };
  else visitor.last = null;
}

/** The second waits for the first and is told so. */
async function twoAtOnce(visitor: Visitor, random: () => number): Promise<void> {
  visitor.last = null;
  const both = [0, 1].map((language) => {
    const customer = someone(random);
    const token = newToken(random);
    const text = questionAbout(customer, token, language);
    return { text, token, expected: { orders: customer, earlier: null } };
  });
  await visitor.ask('two at once', both);
}

async function talk(visitor: Visitor, random: () => number): Promise<void> {
  visitor.last = null;
  const token = newToken(random);
  await visitor.ask('small talk', [{ text: smallTalk(token), token, expected: null }]);
}

async function chart(visitor: Visitor, random: () => number): Promise<void> {
  visitor.last = null;
  const token = newToken(random);
  await visitor.ask('chart', [{ text: chartWish(token), token, expected: null }]);
}

/** Asks for a mail, looks at the draft, presses Send, and is told how it ended. */
async function byMail(visitor: Visitor, random: () => number): Promise<void> {
  visitor.last = null;
  const customer = someone(random);
  const token = newToken(random);
  const text = mailWish(customer, token, `${token}@acme.test`);
  const expected = { orders: customer, earlier: null };
  const [act] = await visitor.ask('mail', [{ text, token, expected }]);
  if (act?.end !== 'answered') return;
  const draft = await visitor.person.chat
    .sees((seen) => seen.text.startsWith('✉️') && seen.text.includes(token), { timeout: 10_000 })
    .catch(() => null);
  // Where the model failed to write it, the answer says so and there is nothing to send.
  if (draft) await visitor.press('✅ Send', new RegExp(`The mail «.*${token}.*»`));
}

async function forget(visitor: Visitor): Promise<void> {
  visitor.last = null;
  await visitor.say('/clear', /Forgotten/);
}

async function select(visitor: Visitor, random: () => number): Promise<void> {
  await visitor.say(
    `/selectdb ${random() < 0.6 ? 'Depot' : 'Shop'}`,
    /From now on I answer from (Depot|Shop)/,
  );
}
