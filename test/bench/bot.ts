import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { run } from '@grammyjs/runner';
import BetterSqlite3 from 'better-sqlite3';
import { Bot } from 'grammy';
import type { Models } from '../../src/main/model/model.ts';
import { type House, openHouse } from '../support/bot-house.ts';
import { temporaryFolder } from '../support/folder.ts';
import { memorySecrets } from '../support/secrets.ts';
import { figure, type Scenario } from './bench.ts';
import { benchPictures } from './pictures.ts';

const crowd = { people: 100, each: 15, text: 'How many orders were there in May?' };
const rounds = 6;
const usage = { input: 342, cached: 0, output: 103, thinking: 0 };
const shop = `CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL);
  INSERT INTO orders (total) VALUES (1), (2), (3);`;

const instant = (plan: object): Models => ({
  generate: async () => ({ text: JSON.stringify(plan), usage, elapsedMs: 0 }),
  stream: async (_request, onText) => {
    onText('There are 3 orders.');
    return { text: 'There are 3 orders.', usage, elapsedMs: 0 };
  },
  list: async () => [],
  keyMissing: async () => null,
});

/**
 * An update is a text that was written, and counts once its answer stands in the chat: each of the
 * people has one on its way and writes the next when it is answered. The echo is grammY, one
 * `sendMessage` an update and nothing stored: bare by its own polling, and by its runner, which
 * serves many at once. Diwan journals the update, asks, settles the ledger durably and sends the
 * answer. Telegram's stand-in is a process of its own for all.
 */
export async function benchBot(): Promise<Scenario[]> {
  const bare = await measureEcho(poll);
  const echo = await measureEcho(run);
  const talk = await measureDiwan({ way: 'conversation', answer: 'You are welcome.' });
  const query = await measureDiwan({ way: 'sql', sql: 'SELECT count(*) AS orders FROM orders' });
  const against = (name: string, { rate, cpuMs }: Measured) => [
    figure(`${name}: rate`, rate, 'updates/s'),
    figure(`${name}: rate, of the bare echo's`, (100 * rate) / bare.rate, '%', 60, 'above'),
    figure(
      `${name}: rate, of the echo's by its runner`,
      (100 * rate) / echo.rate,
      '%',
      60,
      'above',
    ),
    figure(`${name}: CPU of the bot's process`, cpuMs, 'ms/update'),
  ];
  const bot = {
    name: `bot: ${crowd.people} private chats, ${crowd.each} times «${crowd.text}» each, 0 ms model`,
    rows: [
      figure('bare grammY echo: rate', bare.rate, 'updates/s'),
      figure("bare grammY echo: CPU of the bot's process", bare.cpuMs, 'ms/update'),
      figure('grammY echo by its runner: rate', echo.rate, 'updates/s'),
      figure("grammY echo by its runner: CPU of the bot's process", echo.cpuMs, 'ms/update'),
      ...against('answered in words (1 call)', talk),
      ...against('answered from SQLite (2 calls, 1 query)', query),
    ],
  };
  return [bot, await benchPictures()];
}

interface Measured {
  /** Updates a second. */
  rate: number;
  /** Of this process, an update; the stand-in has its own. */
  cpuMs: number;
}

interface Telegram extends AsyncDisposable {
  root: string;
  token: string;
  play(): Promise<Measured>;
}

async function startTelegram(): Promise<Telegram> {
  const child = fork(new URL('./botapi-child.ts', import.meta.url));
  const { root, token } = await told<{ root: string; token: string }>(child);
  const play = async () => {
    const before = process.cpuUsage();
    child.send(crowd);
    const { ms } = await told<{ ms: number }>(child);
    const { user, system } = process.cpuUsage(before);
    const updates = crowd.people * crowd.each;
    return { rate: (updates * 1_000) / ms, cpuMs: (user + system) / 1_000 / updates };
  };
  return {
    root,
    token,
    play,
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

const told = async <Told>(child: ChildProcess): Promise<Told> => {
  const [message] = await once(child, 'message');
  return message as Told;
};

/** The best of four, after two to warm up: a shared machine only ever slows down. */
async function best(telegram: Telegram): Promise<Measured> {
  const measured: Measured[] = [];
  await telegram.play();
  await telegram.play();
  for (let n = 2; n < rounds; n += 1) measured.push(await telegram.play());
  return {
    rate: Math.max(...measured.map(({ rate }) => rate)),
    cpuMs: Math.min(...measured.map(({ cpuMs }) => cpuMs)),
  };
}

/** GrammY's own way: the next update waits until the one before is answered. */
function poll(bot: Bot): { stop(): Promise<void> } {
  const polling = bot.start();
  return {
    stop: async () => {
      await bot.stop();
      await polling;
    },
  };
}

async function measureEcho(start: (bot: Bot) => { stop(): Promise<void> }): Promise<Measured> {
  await using telegram = await startTelegram();
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.root } });
  bot.on('message:text', (context) => context.reply(context.message.text));
  const running = start(bot);
  try {
    return await best(telegram);
  } finally {
    await running.stop();
  }
}

async function measureDiwan(plan: object): Promise<Measured> {
  await using stack = new AsyncDisposableStack();
  const telegram = stack.use(await startTelegram());
  const folder = stack.use(temporaryFolder()).path;
  const outside = stack.use(temporaryFolder()).path;
  const house = stack.use(
    await openHouse(
      {
        options: { models: instant(plan) },
        api: telegram,
        gemini: { url: '' },
        folder,
        secrets: memorySecrets(),
        lines: [],
      },
      {
        perSecond: 100_000,
        limits: { perSecond: 1e6, perChat: 1e6, chatBurst: 1e6, perGroupMinute: 1e6 },
      },
    ),
  );
  await house.databases.catalogue.syncShared([
    { name: 'Shop', connection: `sqlite:///${makeShop(outside)}` },
  ]);
  for (let n = 0; n < rounds * crowd.people; n += 1) register(house, n);
  return await best(telegram);
}

/** Whoever asks has asked before. */
function register({ people, databases }: House, n: number): void {
  const round = Math.floor(n / crowd.people) + 1;
  const telegramId = round * 10_000 + (n % crowd.people) + 1;
  const name = `User ${telegramId}`;
  const { person } = people.users.register({ telegramId, name, username: null, language: 'en' });
  const only = databases.selection.current(person);
  if (only) databases.selection.select(person, only.id);
}

function makeShop(folder: string): string {
  const path = join(folder, 'shop.sqlite');
  const database = new BetterSqlite3(path);
  database.exec(shop);
  database.close();
  return path;
}
