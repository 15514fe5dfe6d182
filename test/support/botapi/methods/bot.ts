import type { BotCommandScope } from 'grammy/types';
import { z } from 'zod';
import { badRequest } from '../failure.ts';
import { chatId, flag, integer, json, string } from '../params.ts';
import type { World } from '../world.ts';
import { type Method, method } from './method.ts';

const getMe = method(z.object({}), ({ world }) => world.bot);

const getUpdates = method(
  z.object({
    offset: integer.default(0),
    limit: integer.default(100),
    timeout: integer.default(0),
    allowed_updates: json(z.array(z.string())).optional(),
  }),
  ({ world, signal }, params) => {
    const limit = Math.min(100, Math.max(1, params.limit));
    const timeout = Math.min(50, Math.max(0, params.timeout));
    const { offset, allowed_updates: allowed } = params;
    return world.updates.poll({ offset, limit, timeout, allowed }, signal);
  },
);

const deleteWebhook = method(
  z.object({ drop_pending_updates: flag.default(false) }),
  ({ world }, params) => {
    if (params.drop_pending_updates) world.updates.drop();
    return true;
  },
);

const getWebhookInfo = method(z.object({}), ({ world }) => ({
  url: '',
  has_custom_certificate: false,
  pending_update_count: world.updates.pending.length,
}));

const scope = json(
  z.union([
    z.object({
      type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']),
    }),
    z.object({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
    z.object({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.int() }),
  ]),
).default({ type: 'default' });

const language = string
  .default('')
  .refine((code) => /^([a-z]{2})?$/.test(code), 'invalid language code specified');

const menu = z.object({ scope, language_code: language });

function checkScope(world: World, given: BotCommandScope): void {
  if ('chat_id' in given) world.room(Number(given.chat_id));
}

const setMyCommands = method(
  z.object({
    ...menu.shape,
    commands: json(z.array(z.object({ command: z.string(), description: z.string() }))),
  }),
  ({ world }, params) => {
    checkScope(world, params.scope);
    if (params.commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    const commands = params.commands.map(({ command, description }) => {
      const name = command.replace(/^\//, '');
      if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256) {
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      return { command: name, description };
    });
    world.commands.set(params.scope, params.language_code, commands);
    world.events.emit({ what: 'commands' });
    return true;
  },
);

const getMyCommands = method(menu, ({ world }, params) =>
  world.commands.get(params.scope, params.language_code),
);

const deleteMyCommands = method(menu, ({ world }, params) => {
  checkScope(world, params.scope);
  world.commands.set(params.scope, params.language_code, []);
  world.events.emit({ what: 'commands' });
  return true;
});

/** setMyName, setMyDescription, setMyShortDescription and how they are read. */
const profileField = (field: string, limit: number): { set: Method; get: Method } => ({
  set: method(
    z.object({ [field]: string.default(''), language_code: language }),
    ({ world }, params) => {
      const value = String(params[field] ?? '');
      if (value.length > limit) throw badRequest(`${field} is too long`);
      world.profile.set(`${field} ${params.language_code}`, value);
      return true;
    },
  ),
  get: method(z.object({ language_code: language }), ({ world }, params) => ({
    [field]:
      world.profile.get(`${field} ${params.language_code}`) ?? world.profile.get(`${field} `) ?? '',
  })),
});

const name = profileField('name', 64);
const description = profileField('description', 512);
const shortDescription = profileField('short_description', 120);
const harmless = method(z.object({}), () => true);

export const bot = {
  getMe,
  getUpdates,
  deleteWebhook,
  getWebhookInfo,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: name.set,
  getMyName: name.get,
  setMyDescription: description.set,
  getMyDescription: description.get,
  setMyShortDescription: shortDescription.set,
  getMyShortDescription: shortDescription.get,
  setChatMenuButton: harmless,
  close: harmless,
  logOut: harmless,
};
