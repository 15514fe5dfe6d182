import { statfs } from 'node:fs/promises';
import type { Language } from '../preload/contract/answer.ts';
import type { HealthItem } from '../preload/contract/entries/overview.ts';
import { createAnswerFiles } from './answers/files.ts';
import { createApi } from './channels/api/api.ts';
import { checkToken } from './channels/telegram/check-token.ts';
import { openTelegramDoor, type TelegramDoor } from './channels/telegram/door.ts';
import { createDispatcher, type Dispatcher } from './contract/dispatch.ts';
import type { BotPort, HandlerDeps, LanPort } from './contract/handlers/deps.ts';
import { createHandlers } from './contract/handlers/index.ts';
import { noteCalls } from './contract/noting.ts';
import { tellCalls } from './contract/telling.ts';
import { secretNames } from './environment-secrets.ts';
import type { Features } from './features.ts';
import { partName, sentenceOf } from './health/alerts.ts';
import type { Monitor } from './health/monitor.ts';
import type { Ready } from './ready.ts';
import { version } from './version.ts';
import { openWatch } from './watching.ts';
import { openLan } from './web/lan.ts';
import { openOwnerDoor } from './web/owner-door.ts';
import { createPages, findRenderer } from './web/pages.ts';

/** The doors, open; the desktop adds its own on the same dispatcher. */
export interface Doors {
  ready: Ready;
  dispatcher: Dispatcher;
  telegram: TelegramDoor;
}

/** Telegram, the owner's page, the LAN. */
export async function openDoors(stack: AsyncDisposableStack, features: Features): Promise<Doors> {
  const { log, random, settings } = features;
  let watch: Monitor | null = null;
  const troubles = (language: Language) => troublesOf(watch?.items() ?? [], language);
  const telegram = stack.use(await openTelegram(stack, features, troubles, () => lan.state().url));
  const lan: LanPort = {
    state: () =>
      lanDoor?.state() ?? { url: null, fingerprint: null, certificate: null, problem: null },
    reopen: async () => lanDoor?.reopen(),
  };
  const parts = handlerDeps(features, telegram, lan);
  const handlers = createHandlers(parts);
  const { record } = features.audit.activity;
  const told = tellCalls(createDispatcher(handlers), features.events);
  const dispatcher = noteCalls(told, record, features.clock);
  const renderer = findRenderer(import.meta.dirname);
  const lanDoor = stack.use(
    await openLan({
      ...features,
      dispatcher,
      sessions: features.people.sessions,
      settings: () => settings.get('lan'),
      pages: createPages(renderer, 'member'),
      fixed: features.config.given.some((name) => name.startsWith('DIWAN_LAN_')),
      api: createApi({ ...features, version }),
      healthy: () => watch?.healthy() ?? true,
    }),
  );
  watch = openWatch(stack, features, telegram, parts);
  const { ownerPort: port } = settings.get('app');
  const pages = createPages(renderer, 'owner');
  const owner = stack.use(await openOwnerDoor({ port, dispatcher, random, log, pages }));
  const username = telegram.username();
  const bot = username === null ? null : (`@${username}` as const);
  const { url } = lanDoor.state();
  const api = url && `${url}/v1`;
  const ready = { version, pid: process.pid, owner: owner.link(), lan: url, api, bot };
  return { ready, dispatcher, telegram };
}

async function openTelegram(
  stack: AsyncDisposableStack,
  features: Features,
  troubles: (language: Language) => string[],
  webView: () => string | null,
): Promise<TelegramDoor> {
  const { config, log, secrets, manager } = features;
  return openTelegramDoor({
    ...features,
    token: () => secrets.get(secretNames.telegramToken),
    apiRoot: config.telegram.apiRoot,
    random: Math.random,
    log: log.child({ part: 'telegram' }),
    store: manager,
    record: features.audit.activity.record,
    troubles,
    webView,
    answerFiles: stack.use(createAnswerFiles()),
  });
}

/** What is not well, in the reader's words. */
const troublesOf = (items: readonly HealthItem[], language: Language): string[] =>
  items
    .filter(({ state }) => state === 'failing')
    .map((item) => `${partName(language, item)}: ${sentenceOf(language, item)}`);

function handlerDeps(features: Features, telegram: TelegramDoor, lan: LanPort): HandlerDeps {
  const { config, host } = features;
  const bot: BotPort = {
    username: () => telegram.username(),
    status: () => telegram.status(),
    restart: () => telegram.restart(),
    check: (token) => checkToken(token, config.telegram.apiRoot),
  };
  const disk = async () => {
    const { bavail, blocks, bsize } = await statfs(host.home);
    return { free: bavail * bsize, total: blocks * bsize };
  };
  return { ...features, home: host.home, restart: host.restart, version, bot, lan, disk };
}
