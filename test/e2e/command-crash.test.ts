import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BotApi, faults, type Person, startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Served, serve } from '../support/serve.ts';

let place: AsyncDisposableStack;
let telegram: BotApi;
let home: string;
let sara: Person;

beforeEach(async () => {
  place = new AsyncDisposableStack();
  home = join(place.use(temporaryFolder()).path, 'home');
  telegram = place.use(await startBotApi());
  sara = telegram.user(7, { name: 'Sara', languageCode: 'en' });
});
afterEach(() => place.disposeAsync());

const start = async (): Promise<Served> =>
  place.use(
    await serve({
      DIWAN_HOME: home,
      DIWAN_SECRETS: 'file',
      DIWAN_VAULT_PASSPHRASE: 'the passphrase of a crash',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
    }),
  );

function rows(table: string): number {
  const file = new BetterSqlite3(join(home, 'manager.sqlite'), { readonly: true });
  try {
    return Number(file.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  } finally {
    file.close();
  }
}

const codes = (): string[] =>
  sara.chat.fromBot.flatMap(({ text }) => /\/join (\S+)/.exec(text)?.[1] ?? []);

describe('kill -9 between an act and its answer', () => {
  it('makes one invitation, and shows its code again', async () => {
    const first = await start();
    sara.send('/createorg Acme');
    await sara.sees(/User name/);
    // The answer arrives, but nobody hears that it did.
    const lost = telegram.inject('sendPhoto', faults.drop('after'), { times: 1_000 });
    sara.send('/invite 1 24');
    await sara.sees('An invitation to');
    await first.kill();
    lost.remove();
    const before = codes().length;

    await start();
    await sara.chat.waitFor(() => codes().length > before);
    expect(new Set(codes()).size).toBe(1);
    expect(rows('invitations')).toBe(1);
    const omar = telegram.user(8, { name: 'Omar', languageCode: 'en' });
    omar.send(`/join ${codes()[0]}`);
    await omar.sees('Welcome to Acme');
    sara.send('/invite 1 24');
    await sara.chat.waitFor(() => new Set(codes()).size === 2);
  });

  it('founds one organisation, and tells its owner', async () => {
    const first = await start();
    sara.send('/start');
    await sara.sees(/Sara/);
    const stuck = telegram.inject('sendMessage', faults.slow(600_000), {
      times: 1_000,
      chat: sara.id,
    });
    sara.send('/createorg Acme');
    await expect.poll(() => rows('organizations')).toBe(1);
    await first.kill();

    stuck.remove();
    await start();
    await sara.sees('you are its owner');
    await sara.sees(/User name/);
    expect(rows('organizations')).toBe(1);
  });
});
