import type { HealthItem } from '../../../preload/contract/entries/overview.ts';
import { secretNames } from '../../environment-secrets.ts';
import { isDiwanError } from '../../lib/errors.ts';
import { sayError } from '../../lib/i18n.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlerDeps } from './deps.ts';

type Item = Omit<HealthItem, 'part'>;
const item = (state: Item['state'], detail: string, params: Item['params'] = {}): Item => ({
  state,
  detail,
  params,
});

/** Each part of the appliance: whether it runs, and what to do where it does not. */
export async function healthOf(deps: HandlerDeps, caller: Caller): Promise<HealthItem[]> {
  const { lan } = deps;
  return [
    { part: 'bot', ...botHealth(deps) },
    { part: 'model', ...(await modelHealth(deps)) },
    { part: 'databases', ...databaseHealth(deps, caller) },
    { part: 'mail', ...(await mailHealth(deps)) },
    { part: 'lan', ...lanHealth(lan.state(), caller) },
    { part: 'secrets', ...(await secretsHealth(deps)) },
    { part: 'disk', ...(await diskHealth(deps)) },
    { part: 'stores', ...(await storeHealth(deps)) },
    { part: 'backup', ...(await backupHealth(deps)) },
  ];
}

function botHealth({ bot }: HandlerDeps): Item {
  const { state } = bot.status();
  const username = bot.username();
  if (username !== null)
    return item(state === 'polling' || state === 'running' ? 'ok' : 'warning', 'running', {
      username,
    });
  if (state === 'no_token') return item('off', 'no_token');
  return item('failing', state === 'token_refused' ? 'token_refused' : 'unreachable');
}

/** The activity log is written at every turn: what it can not write, nobody can. */
async function storeHealth({ audit, manager, costs }: HandlerDeps): Promise<Item> {
  const waiting = audit.activity.backlog();
  const durable = (await isDurable(manager)) && (await isDurable(costs));
  return waiting > 0 || !durable
    ? item('failing', 'unwritable', { waiting })
    : item('ok', 'writable');
}

/** Where a sync has failed, each look tries to make up for it. */
const isDurable = async (store: HandlerDeps['manager'] | HandlerDeps['costs']): Promise<boolean> =>
  store.durable ||
  store.flush().then(
    () => true,
    () => false,
  );

async function backupHealth({ backups, settings }: HandlerDeps): Promise<Item> {
  if (backups.trouble() !== null) return item('failing', 'failed');
  const [last] = await backups.list();
  if (last) return item('ok', 'kept', { day: last.madeAt.slice(0, 10) });
  return settings.get('backups').everyHours === null ? item('off', 'none') : item('ok', 'due');
}

async function modelHealth({ secrets, settings, modelBreaker }: HandlerDeps): Promise<Item> {
  const [down] = modelBreaker.open();
  if (down !== undefined) return item('failing', 'down', { model: down });
  const { summary, answer, email, openaiBaseUrl } = settings.get('models');
  for (const model of new Set([summary, answer, email])) {
    if (model === 'practice') continue;
    const gemini = model.startsWith('gemini-');
    if (!gemini && openaiBaseUrl !== null) continue;
    const key = await peek(secrets, gemini ? secretNames.geminiKey : secretNames.openaiKey);
    if (key === 'unreadable') return item('warning', 'unreadable', { model });
    if (key === null) return item('off', 'no_key', { model });
  }
  return summary === 'practice'
    ? item('warning', 'practice')
    : item('ok', 'ready', { model: summary });
}

function databaseHealth(deps: HandlerDeps, caller: Caller): Item {
  const everything = caller.access === 'operator' && caller.organizationId === null;
  const list = everything
    ? allDatabases(deps)
    : deps.databases.catalogue.list(actorOf(deps.people.persons, caller));
  const failing = list.filter(({ status }) => status === 'failing');
  if (list.length === 0) return item('off', 'none');
  const [first] = failing;
  if (!first) return item('ok', 'answering', { count: list.length });
  return item('failing', 'failing', { failing: failing.length, name: first.name });
}

const allDatabases = ({ manager }: HandlerDeps) =>
  manager.all(
    manager.query
      .selectFrom('database_connections')
      .select(['name', 'status'])
      .where('status', '<>', 'removed'),
  );

async function mailHealth({ secrets, settings }: HandlerDeps): Promise<Item> {
  const url = await peek(secrets, secretNames.smtpUrl);
  const { from } = settings.get('mail');
  if (url === 'unreadable') return item('warning', 'unreadable');
  return url && from ? item('ok', 'ready', { from }) : item('off', 'not_set');
}

/** The keychain may go while the appliance runs; asked for what the environment never gives. */
async function secretsHealth({ secrets }: HandlerDeps): Promise<Item> {
  if ((await peek(secrets, 'nothing-of-that-name')) === 'unreadable')
    return item('failing', 'unreadable');
  const safe = secrets.kind === 'keychain' || secrets.kind === 'file';
  return item(safe ? 'ok' : 'warning', secrets.kind);
}

function lanHealth(
  { url, problem }: ReturnType<HandlerDeps['lan']['state']>,
  caller: Caller,
): Item {
  if (url === null)
    return item('failing', 'shut', { reason: sayError(caller.language, problem).message });
  const local = /\/\/(127\.|localhost|\[::1\])/.test(url);
  return local ? item('off', 'local', { url }) : item('ok', 'open', { url });
}

const low = 1_000_000_000;

async function diskHealth({ disk }: HandlerDeps): Promise<Item> {
  const { free, total } = await disk();
  const gigabytes = Math.round(free / 1e8) / 10;
  const params = { gigabytes, share: Math.round((free / Math.max(total, 1)) * 100) };
  return item(free < low ? 'failing' : 'ok', free < low ? 'low' : 'free', params);
}

/** Whether a secret is kept; `unreadable` where the keychain does not answer. */
export const peek = (
  secrets: HandlerDeps['secrets'],
  name: string,
): Promise<'kept' | 'unreadable' | null> =>
  secrets.get(name).then(
    (kept) => (kept === null ? null : 'kept'),
    (error: unknown) => {
      if (isDiwanError(error)) return 'unreadable';
      throw error;
    },
  );
