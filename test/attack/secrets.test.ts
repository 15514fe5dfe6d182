import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import BetterSqlite3 from 'better-sqlite3';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityKinds } from '../../src/preload/contract/activity.ts';
import { startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ownerSession } from '../support/house.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { type Served, serve } from '../support/serve.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import { startMailServer } from '../support/smtp/server.ts';

/** Secrets without a shape to know them by: only what never lets them out can keep them. */
const planted: Record<string, string> = {
  botToken: '4242:planted-token-of-the-bot-aaaaaaaaaa',
  geminiKey: 'planted.key.of.gemini',
  openaiKey: 'planted.key.of.openai',
  smtpPassword: 'planted.password.of.mail',
  databasePassword: 'planted.password.of.postgres',
  adoPassword: 'planted.password.of.ado',
  typoPassword: 'planted.password.of.a.typo',
  vaultPassphrase: 'planted.passphrase.of.the.vault',
  superKey: 'planted.super.admin.key',
  backupPassphrase: 'planted.passphrase.of.backups',
  wrongPassword: 'planted.password.guessed',
  pastedPassword: 'planted.password.pasted.as.a.question',
};

const stack = new AsyncDisposableStack();
const insecure = stack.adopt(new Agent({ connect: { rejectUnauthorized: false } }), (one) =>
  one.close(),
);
let served: Served;
let telegram: Awaited<ReturnType<typeof startBotApi>>;
let gemini: Awaited<ReturnType<typeof startGeminiStandIn>>;
let home: string;
/** Every answer over HTTP, but those that hand a secret out on purpose. */
const answers: string[] = [];

type Script = Parameters<(typeof gemini)['script']>[0];
const plan: Script = ({ json, messages }) => {
  const text = JSON.stringify(messages);
  if (text.includes('Result:') && json) return { json: { subject: 'Orders', body: 'As asked.' } };
  if (!json) return { text: 'There are three.' };
  const way = text.includes('mail') ? 'email' : 'sql';
  return { json: { way, sql: 'SELECT count(*) AS n FROM orders', recipients: ['ali@acme.com'] } };
};

beforeAll(async () => {
  home = join(stack.use(temporaryFolder()).path, 'home');
  const postgres = stack.use(await startPostgres());
  await postgres.administrate(`CREATE ROLE shop LOGIN PASSWORD '${planted.databasePassword}'`);
  await postgres.administrate('CREATE DATABASE shop');
  await postgres.administrate(
    'CREATE TABLE orders (id int); GRANT SELECT ON orders TO shop',
    'shop',
  );
  telegram = stack.use(await startBotApi({ token: planted.botToken ?? '' }));
  gemini = stack.use(await startGeminiStandIn(plan));
  const mail = stack.use(
    await startMailServer({ tls: 'none', password: planted.smtpPassword ?? '' }),
  );
  served = stack.use(
    await serve({
      DIWAN_HOME: home,
      DIWAN_LOG_LEVEL: 'debug',
      DIWAN_SECRETS: 'file',
      DIWAN_VAULT_PASSPHRASE: planted.vaultPassphrase ?? '',
      TELEGRAM_BOT_TOKEN: planted.botToken ?? '',
      TELEGRAM_API_ROOT: telegram.root,
      ADMIN_TELEGRAM_IDS: '1',
      GEMINI_API_KEY: planted.geminiKey ?? '',
      GEMINI_BASE_URL: gemini.url,
      OPENAI_API_KEY: planted.openaiKey ?? '',
      OPENAI_BASE_URL: gemini.url,
      SMTP_URL: mail.url,
      BOT_EMAIL: 'bot@diwan.test',
      SUPER_ADMIN_API_KEYS: planted.superKey ?? '',
    }),
  );
  await everything(postgres.url('shop', planted.databasePassword ?? '', 'shop'));
});
afterAll(() => stack.disposeAsync());

async function send(url: string, token: string | null, input: unknown, keep = true) {
  const answer = await undiciFetch(url, {
    dispatcher: insecure,
    method: 'POST',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (keep) answers.push(text);
  const json = text.startsWith('event:') ? null : JSON.parse(text || 'null');
  return { status: answer.status, json };
}

/** One of everything, well done and wrongly done. */
async function everything(database: string): Promise<void> {
  const { origin, token } = await ownerSession(served.ready.owner ?? '');
  planted.operatorToken = token;
  const owner = (name: string, input: unknown, keep = true) =>
    send(`${origin}/rpc/${name}`, token, input, keep);
  const lan = (name: string, input: unknown, bearer: string | null = null, keep = true) =>
    send(`${served.ready.lan}/rpc/${name}`, bearer, input, keep);
  await inTelegram(database);
  await owner('settings.set', { group: 'queries', change: { maxRows: 500 } });
  await owner('setup.state', {});
  await owner('settings.get', {});
  await owner('setup.modelKey', { provider: 'openai', key: planted.openaiKey });
  await owner('setup.mail', {
    smtpUrl: `smtp://u:${planted.smtpPassword}@127.0.0.1:9`,
    from: 'bot@diwan.test',
    testTo: 'a@acme.com',
  });
  await owner('mail.test', { to: 'a@acme.com' });
  const ado = `Server=127.0.0.1,9;Database=x;User Id=sa;Password=${planted.adoPassword}`;
  await owner('databases.add', { name: 'Gone', connection: ado, shared: true });
  await owner('databases.add', {
    name: 'Typo',
    connection: `postgres//u:${planted.typoPassword}@h`,
    shared: true,
  });
  const made = await owner(
    'channels.create',
    { channelId: 'program', title: 'P', databases: [] },
    false,
  );
  planted.channelKey = made.json.secret;
  await owner('channels.try', { id: made.json.channel.id, text: 'How many?' });
  const chat = { user_id: 'alice', text: 'How many?' };
  await send(`${served.ready.api}/chat`, made.json.secret, chat);
  await send(`${served.ready.api}/chat`, planted.superKey ?? '', chat);
  await send(`${served.ready.api}/admin/channels`, planted.superKey ?? '', { channel_id: 'x' });
  const { userName, password } = {
    userName: planted.userName,
    password: planted.dashboardPassword,
  };
  const session = await lan('session.signIn', { userName, password }, null, false);
  planted.sessionToken = session.json.token;
  for (const name of ['session.me', 'usage.history', 'databases.list'])
    await lan(name, {}, session.json.token);
  await owner('backup.make', { passphrase: null });
  await owner('backup.make', { passphrase: planted.backupPassphrase });
  await owner('backup.restore', { name: 'none.tar.gz', passphrase: planted.backupPassphrase });
  await owner('activity.export/stream', { format: 'json', limit: 200 });
  await owner('health.diagnostics', {});
  await owner('overview.health', {});
  for (let n = 0; n < 5; n += 1)
    await lan('session.signIn', { userName: 'nobody', password: planted.wrongPassword });
}

async function inTelegram(database: string): Promise<void> {
  const sara = telegram.user(1, { name: 'Sara', languageCode: 'en' });
  sara.send('/start');
  await sara.sees('/help');
  sara.send('/createorg Acme');
  await sara.sees('Acme');
  sara.send(`/adddb Shop ${database}`);
  await sara.sees('is connected');
  sara.send(
    `/adddb Local Server=127.0.0.1,9;Database=x;User Id=sa;Password=${planted.adoPassword}`,
  );
  await sara.chat.sees(/127\.0\.0\.1/, { after: 0 });
  sara.send(`/adddb Typo postgres//u:${planted.typoPassword}@h/x`);
  await sara.sees(/cannot be read/);
  sara.send('/selectdb Shop');
  await sara.sees('Shop');
  sara.send('How many orders?');
  await sara.sees('There are three.');
  sara.press('CSV');
  await sara.chat.sees(({ file }) => file !== null);
  sara.send('Send the number by mail to ali@acme.com');
  await sara.sees(/Draft: nothing has been sent yet/);
  sara.press('✅ Send');
  await sara.sees(/was sent to/);
  // A provider that repeats the key it was given.
  gemini.script(() => ({ status: 401, message: `API key ${planted.geminiKey} is not valid` }));
  sara.send('How many are left?');
  await sara.sees(/key|model/i);
  gemini.script(plan);
  sara.send('/password');
  const { text } = await sara.sees(/[\w-]{22}/);
  planted.dashboardPassword = /(?<![\w-])[\w-]{22}(?![\w-])/.exec(text)?.[0] ?? '';
  planted.userName = /owner_acme_\d+/.exec(text)?.[0] ?? '';
  sara.send('/invite 2 24');
  const invited = await sara.sees(/join/);
  planted.invitation = /join_([\w-]+)/.exec(invited.text)?.[1] ?? '';
  const omar = telegram.user(2, { name: 'Omar', languageCode: 'en' });
  omar.send(`/start join_${planted.invitation}`);
  await omar.sees('Acme');
  sara.send('/admin');
  await sara.sees(/./);
  sara.send(`Server=db.acme.com;Database=x;User Id=sa;Password=${planted.pastedPassword}`);
}

/** What is handed out on purpose, once, to the one it is for. */
const shownOnce = new Set(['dashboardPassword', 'userName', 'invitation']);

function holds(what: string, text: string, but: ReadonlySet<string> = new Set()): void {
  for (const [name, secret] of Object.entries(planted)) {
    if (but.has(name)) continue;
    expect(secret.length, name).toBeGreaterThan(5);
    expect(text.includes(secret), `${name} in ${what}`).toBe(false);
  }
}

describe('no secret is found in', () => {
  it('any answer over HTTP', () => {
    expect(answers.length).toBeGreaterThan(20);
    // People say their own names; the record of what was said may hold what they say themselves.
    holds('an answer', answers.join('\n'), new Set(['userName']));
  });

  it('any prompt a model was given', () => {
    expect(gemini.calls.length).toBeGreaterThan(5);
    const prompts = gemini.calls.map(({ body, system, messages }) =>
      JSON.stringify([body, system, messages]),
    );
    holds('a prompt', prompts.join('\n'));
  });

  it('any message in Telegram but the one that gives it', () => {
    const calls = telegram.calls();
    holds('a message', JSON.stringify(calls.map(({ params }) => params)), shownOnce);
    const given = calls.filter(({ params }) =>
      JSON.stringify(params).includes(planted.dashboardPassword ?? '?'),
    );
    expect(given).toHaveLength(1);
  });

  it('what it writes to the terminal', () => {
    holds('stderr', served.errors());
  });

  it('any file it leaves: stores, their logs, log files, conversations, backups without secrets', async () => {
    await served.stop();
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'manager.sqlite',
        'costs.sqlite',
        'bot.log',
        'telegram_activity.log',
        'chat_1.json',
      ]),
    );
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      holds(name, bytes.toString('latin1'));
      if (name.endsWith('.gz')) holds(`${name}, unpacked`, gunzipSync(bytes).toString('latin1'));
    }
    expect(files.filter(({ name }) => name.endsWith('.tar.gz'))).toHaveLength(2);
  });
});

describe('the activity log', () => {
  it('has an entry of every kind of act', () => {
    using store = opened(join(home, 'manager.sqlite'));
    const said = store.file
      .prepare<[], string>("SELECT DISTINCT kind || ' ' || action || ' ' || outcome FROM activity")
      .pluck()
      .all();
    expect(said).toEqual(
      expect.arrayContaining([
        'registration user.registered ok',
        'command /adddb ok',
        'command databases.add db_refused',
        'question ask ok',
        'answer answer ok',
        'sql query ok',
        'mail mail.drafted ok',
        'mail mail.sent ok',
        'selection database.selected ok',
        'organization organization.created ok',
        'organization invitation.created ok',
        'organization member.joined ok',
        'organization credentials.issued ok',
        'database database.added ok',
        'error ask model_key_refused',
        'rate_limit signIn.locked sign_in_locked',
        'sign_in session.signIn ok',
        'sign_in session.signIn sign_in_failed',
        'settings settings.changed ok',
        'export button:csv ok',
        'export activity.export ok',
        'program channel.created ok',
        'backup backup.make ok',
        'backup backup.restore not_found',
        'system started ok',
      ]),
    );
    // Troubles are told after they have lasted: test/health holds those.
    const kinds = new Set(['health', ...said.map((one) => one.split(' ')[0] ?? '')]);
    expect([...kinds].sort()).toEqual([...activityKinds].sort());
  });
});

function opened(path: string) {
  const file = new BetterSqlite3(path, { readonly: true });
  return { file, [Symbol.dispose]: () => void file.close() };
}
