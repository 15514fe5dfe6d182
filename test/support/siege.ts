import { join } from 'node:path';
import type { App } from '../../src/main/app.ts';
import { type Clock, systemClock } from '../../src/main/lib/clock.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { type ApiHouse, apiHouse, model } from './api-house.ts';
import { type BotApi, startBotApi } from './botapi/index.ts';
import { temporaryFolder } from './folder.ts';
import type { ModelCall, Scripted } from './models/script.ts';
import { createShop } from './shop.ts';

/** Everything of B has this in it, wherever a text can stand. */
export const marker = 'Zarqa-Secret-Works';
export const adminTelegramId = 900_000_001;

/** One organisation with one of everything; every id it has, by the name a contract gives it. */
export interface Camp {
  organizationId: number;
  /** The path of its database. */
  file: string;
  owner: Person;
  member: Person;
  databaseId: number;
  ids: Record<string, number[]>;
  /** Bearer tokens at the LAN door. */
  tokens: { owner: string; member: string };
  channelKey: string;
  invitation: string;
}

/** The whole appliance with two organisations in it, one of which means the other ill. */
export interface Siege extends AsyncDisposable {
  house: ApiHouse;
  app: App;
  telegram: BotApi;
  a: Camp;
  b: Camp;
  standalone: Person;
}

const planned: Scripted = ({ json }: ModelCall) =>
  json
    ? { json: { way: 'sql', sql: 'SELECT region, count(*) AS n FROM orders GROUP BY region' } }
    : { text: 'As the table says.' };

let skipped = 0;
/** Lets this many milliseconds pass at once, for whatever measures time. */
export const skipTime = (ms: number): void => {
  skipped += ms;
};

/** Short waits and paces pass ten times as fast; what is stamped, and all deadlines, are real. */
const hurried: Clock = {
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() * 10 + skipped,
  sleep: (ms, signal) => systemClock.sleep(ms < 3_000 ? ms / 10 : ms, signal),
  after: systemClock.after,
};

export async function siege(
  scripted: Scripted = planned,
  env: Record<string, string> = {},
): Promise<Siege> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const telegram = stack.use(await startBotApi());
  const house = stack.use(
    await apiHouse(
      scripted,
      {
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        ADMIN_TELEGRAM_IDS: String(adminTelegramId),
        DIWAN_MODEL_SUMMARY: model,
        DIWAN_MODEL_ANSWER: model,
        DIWAN_MODEL_EMAIL: model,
        ...env,
      },
      hurried,
    ),
  );
  const { app } = house;
  const file = (name: string) => {
    const path = join(folder, `${name}.sqlite`);
    createShop(path);
    return path;
  };
  const a = await camp(app, 'Acme', 100, file('a'));
  const b = await camp(app, marker, 200, file('b'));
  const standalone = register(app, 300, 'Sam');
  const closing = stack.move();
  return {
    house,
    app,
    telegram,
    a,
    b,
    standalone,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const register = ({ people }: App, telegramId: number, name: string): Person =>
  people.users.register({ telegramId, name, username: null, language: 'en' }).person;

const { signal } = new AbortController();

async function camp(app: App, name: string, telegramId: number, file: string): Promise<Camp> {
  const { people, databases, mail, programs, budgets } = app;
  const founder = register(app, telegramId, `${name} owner`);
  people.organizations.create(founder, name);
  const owner = people.persons.require(founder.id);
  const { code, invitation } = people.invitations.create(owner, { uses: 5 });
  const joined = register(app, telegramId + 1, `${name} member`);
  people.invitations.join(joined, code);
  const member = people.persons.require(joined.id);
  const organizationId = owner.organization?.id ?? 0;
  const operator = people.persons.operator(organizationId);
  const shop = { name: `${name} shop`, connection: `sqlite:///${file}` };
  const { database } = await databases.catalogue.add(operator, shop, signal);
  const databaseId = database.id;
  const said = { term: `${name} term`, meaning: name, question: `${name}?`, sql: 'SELECT 1' };
  const term = databases.glossary.set(owner, databaseId, said);
  const verified = databases.verified.propose(member, databaseId, said);
  databases.notes.set(owner, databaseId, { table: 'orders', description: `${name} note` });
  databases.selection.select(member, databaseId);
  databases.selection.select(owner, databaseId);
  const contact = mail.rules.keep(owner, { name: `${name} friend`, address: 'friend@example.com' });
  const key = { scopeId: organizationId, amount: 9_000_000_000 };
  budgets.set({ ...key, scope: 'organization', period: 'month' });
  budgets.set({ ...key, scope: 'user', scopeId: member.id, period: 'day' });
  const channel = programs.registry.create(
    { organizationId },
    {
      channelId: `${name}-channel`,
      title: name,
      organizationId,
      databases: [databaseId],
      defaultModel: model,
      rateLimit: 10_000,
    },
    owner.id,
  );
  const conversationId = await asked(app, member, databaseId, `What of ${name}?`);
  const reported = { conversationId, databaseId, reason: name };
  const caseId = databases.cases.report(member, reported);
  const { draft } = await mail.drafts.create({
    requestKey: `telegram:${telegramId}:1`,
    userId: member.id,
    organization: { id: organizationId, name },
    name,
    language: 'en',
    from: 'diwan@example.com',
    words: 'to friend@example.com',
    planned: ['friend@example.com'],
    subject: name,
    body: name,
    result: null,
    title: name,
  });
  return {
    organizationId,
    file,
    owner,
    member,
    databaseId,
    ids: {
      organization: [organizationId],
      user: [owner.id, member.id],
      database: [databaseId],
      invitation: [invitation.id],
      term: [term.id],
      contact: [contact.id],
      verified: [verified.id],
      case: [caseId],
      channel: [channel.channel.id],
      key: [channel.key.id],
      conversation: [conversationId],
      draft: [draft.id],
    },
    tokens: { owner: tokenOf(app, owner), member: tokenOf(app, member) },
    channelKey: channel.secret,
    invitation: code,
  };
}

export const tokenOf = ({ people }: App, { id }: Person): string => people.sessions.start(id).token;

async function asked(app: App, person: Person, databaseId: number, text: string): Promise<number> {
  const asker = {
    userId: person.id,
    organizationId: person.organization?.id ?? null,
    channelId: null,
    turn: `user:${person.id}`,
    chat: String(person.telegramId),
    door: 'telegram',
    name: person.name,
    language: 'en',
  } as const;
  const question = {
    text,
    requestKey: `telegram:${person.id}:${text}`,
    databaseId,
    model: null,
    history: null,
  };
  for await (const event of app.asking.ask(asker, question, signal))
    if (event.type === 'answer') return event.answer.conversationId;
  throw new Error('no answer');
}

/** Logs, counters and clocks, which grow whatever is tried. */
const unwatched = /^(activity|sqlite_|sign_in_attempts|inbox|fts_)/;

/** Every row that is of a camp: by one of its ids, or by its name in a text. */
export function rowsOf({ app, b }: Pick<Siege, 'app' | 'b'>): Record<string, unknown[]> {
  const ids: Record<string, readonly number[] | undefined> = {
    organization_id: b.ids.organization,
    user_id: b.ids.user,
    database_id: b.ids.database,
    connection_id: b.ids.database,
    channel_id: b.ids.channel,
    draft_id: b.ids.draft,
    invitation_id: b.ids.invitation,
  };
  const isTheirs = (row: Record<string, unknown>) =>
    Object.entries(row).some(([key, value]) => ids[key]?.includes(Number(value))) ||
    JSON.stringify(row).includes(marker);
  return Object.fromEntries(
    [app.manager.file, app.costs.file].flatMap((file) =>
      file
        .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .pluck()
        .all()
        .filter((table) => !unwatched.test(table))
        .map((table): [string, unknown[]] => {
          const rows = file.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`).all();
          return [table, rows.filter(isTheirs).map(({ last_seen_at, ...row }) => row)];
        }),
    ),
  );
}
