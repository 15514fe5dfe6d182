import type { Clock } from '../../src/main/lib/clock.ts';
import { createEvents } from '../../src/main/lib/events.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { systemRandom } from '../../src/main/lib/random.ts';
import { createDesk } from '../../src/main/mail/desk.ts';
import type { StoredDraft } from '../../src/main/mail/draft-rows.ts';
import type { MailEvents } from '../../src/main/mail/events.ts';
import { createMail, type Mail } from '../../src/main/mail/mail.ts';
import type { OutboxItem } from '../../src/main/mail/outbox-rows.ts';
import type { SmtpOptions } from '../../src/main/mail/smtp.ts';
import type { PeopleEvents } from '../../src/main/people/events.ts';
import { createPeople, type People } from '../../src/main/people/people.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import type { MailRules } from '../../src/preload/contract/mail.ts';
import type { Person } from '../../src/preload/contract/people.ts';
import { settingGroups } from '../../src/preload/contract/settings.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { memorySecrets } from './secrets.ts';

export interface MailHouse extends AsyncDisposable {
  mail: Mail;
  store: ManagerStore;
  people: People;
  clock: TestClock;
  /** Names and payloads, in order. */
  told: [string, unknown][];
  lines: string[];
  person(telegramId: number, name: string): Person;
  /** A draft as the pipeline makes it. */
  draft(author: Person, more?: Partial<Draft>): Promise<StoredDraft>;
  /** The next mail that ends. */
  ended(): Promise<OutboxItem>;
}

interface Draft {
  words: string;
  planned: string[];
  subject: string;
  body: string;
  language: 'en' | 'ar' | 'fa';
  requestKey: string;
}

export interface MailHouseOptions extends SmtpOptions {
  url: string | null;
  from?: string | null;
  rules?: Partial<MailRules>;
  clock?: TestClock;
}

const result = {
  columns: [
    { name: 'region', type: 'text' as const },
    { name: 'orders', type: 'integer' as const },
  ],
  rows: [
    ['North', 100],
    ['الشرق', 90],
  ],
  cut: null,
  elapsedMs: 1,
};

/** Mail on a store of its own; opened anew in the same folder it is the same house. */
export function mailHouse(folder: string, options: MailHouseOptions): MailHouse {
  const { url, from = 'bot@diwan.test', rules = {}, ...smtp } = options;
  const clock = options.clock ?? createTestClock({ skipBelow: 120_000 });
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const store = openManager(folder);
  const events = createEvents<PeopleEvents & MailEvents>((error) => {
    throw error;
  });
  const told: MailHouse['told'] = [];
  const names = ['drafted', 'discarded', 'queued', 'sent', 'failed', 'unknown'] as const;
  for (const name of names) events.on(`mail.${name}`, (payload) => void told.push([name, payload]));
  const people = peopleIn(store, clock, events);
  const mail = createMail({
    store,
    clock,
    random: Math.random,
    log,
    secrets: { ...memorySecrets(), get: async () => url },
    events,
    settings: () => settingGroups.mail.parse({ from, ...rules }),
    smtp,
  });
  const desk = createDesk(mail, people.persons);
  let drafts = 0;
  return {
    mail,
    store,
    people,
    clock,
    told,
    lines,
    person: (telegramId, name) =>
      people.users.register({ telegramId, name, username: null, language: 'en' }).person,
    async draft(author, more = {}) {
      const made = await desk.draft(askerFor(author), {
        requestKey: `test:${drafts++}`,
        language: 'en',
        from: from ?? '',
        words: 'Send it to ali@acme.com',
        planned: ['ali@acme.com'],
        subject: 'Orders by region',
        body: 'North has 100 orders.',
        result,
        title: 'Shop',
        ...more,
      });
      const draft = mail.drafts.find(made.draft.id);
      if (!draft) throw new Error('the draft is not there');
      return draft;
    },
    ended: () =>
      new Promise((resolve) => {
        const listening = mail.outbox.onEnded((item) => {
          listening[Symbol.dispose]();
          resolve(item);
        });
      }),
    async [Symbol.asyncDispose]() {
      await mail[Symbol.asyncDispose]();
      store[Symbol.dispose]();
    },
  };
}

const askerFor = (author: Person) => ({
  userId: author.id,
  organizationId: author.organization?.id ?? null,
  channelId: null,
  turn: `user:${author.id}`,
  chat: '1',
  door: 'telegram' as const,
  name: author.name,
  language: author.language,
});

const peopleIn = (
  store: ManagerStore,
  clock: Clock,
  events: ReturnType<typeof createEvents<PeopleEvents & MailEvents>>,
): People =>
  createPeople({
    store,
    clock,
    random: systemRandom,
    secrets: memorySecrets(),
    events,
    admins: [],
    sessionHours: () => 24,
  });
