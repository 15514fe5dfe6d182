import type { TelegramDoor } from './channels/telegram/door.ts';
import type { Caller } from './contract/caller.ts';
import type { HandlerDeps } from './contract/handlers/deps.ts';
import { healthOf } from './contract/handlers/health.ts';
import type { CostEvents } from './costs/events.ts';
import type { Features } from './features.ts';
import { createAlerts } from './health/alerts.ts';
import { createBudgetNotices, type Recipient } from './health/budget-notices.ts';
import { createMonitor, type Monitor } from './health/monitor.ts';
import { watchPolling } from './health/watchdog.ts';

/** The appliance watching itself: alerts, budget warnings, the polling loop's watchdog. */
export function openWatch(
  stack: AsyncDisposableStack,
  features: Features,
  telegram: TelegramDoor,
  deps: HandlerDeps,
): Monitor {
  const { config, host, log, clock, settings, events, audit } = features;
  const { record } = audit.activity;
  const language = () => settings.get('appearance').language;
  const send = (id: number, text: string) => telegram.send(id, text);
  const notify = (title: string, body: string) => host.notify(title, body);
  const { admins } = config.telegram;
  const watchdog = { status: telegram.status, restart: telegram.restart, record, log };
  const monitor = stack.use(
    createMonitor({
      check: async () => {
        await watchPolling(watchdog);
        return healthOf(deps, operator(language()));
      },
      clock,
      log,
      alert: createAlerts({ language, notify, admins, send, record, log }),
    }),
  );
  const recipients = (warned: CostEvents['budget.warned']) => recipientsOf(features, warned);
  stack.use(
    events.on('budget.warned', createBudgetNotices({ recipients, language, notify, send, log })),
  );
  return monitor;
}

const operator = (language: Caller['language']): Caller => ({
  door: 'window',
  access: 'operator',
  userId: null,
  organizationId: null,
  sessionId: null,
  address: null,
  language,
});

/** The owners of the organisation that pays; the administrators for the appliance and channels. */
function recipientsOf(
  { people, config }: Features,
  { scope, scopeId }: CostEvents['budget.warned'],
): Recipient[] {
  const person = scope === 'user' ? people.persons.byId(scopeId) : null;
  const organizationId = scope === 'organization' ? scopeId : person?.organization?.id;
  if (organizationId !== undefined) return ownersOf(people, organizationId);
  if (person) return [person];
  return config.telegram.admins.map(
    (telegramId) => people.persons.byTelegram(telegramId) ?? { telegramId, language: 'en' },
  );
}

function ownersOf(people: Features['people'], organizationId: number): Recipient[] {
  const actor = people.persons.operator(organizationId);
  const { members } = people.members.list(actor, { limit: 200 });
  return members
    .filter(({ role }) => role === 'owner')
    .flatMap(({ userId }) => people.persons.byId(userId) ?? []);
}
