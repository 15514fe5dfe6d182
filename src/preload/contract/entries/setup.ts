import { z } from 'zod';
import { command, query } from '../entry.ts';
import { WebUrl } from '../settings.ts';
import { Price } from './budgets.ts';
import { DatabaseId } from './databases.ts';

const Nothing = z.object({});
const Secret = z.string().trim().min(1).max(4_096);

/**
 * `given`: by the environment, so that the window can not change it; `unreadable`: the keychain
 * does not answer, so that nobody knows.
 */
const Place = z.enum(['missing', 'kept', 'given', 'unreadable']);

export const SetupState = z.object({
  bot: z.object({ token: Place, username: z.string().nullable(), state: z.string() }),
  keys: z.object({ gemini: Place, openai: Place }),
  mail: z.object({ smtp: Place, from: z.string().nullable() }),
  secrets: z.enum(['keychain', 'file', 'memory', 'none']),
  organizations: z.number(),
  databases: z.number(),
  done: z.boolean(),
});
export type SetupState = z.infer<typeof SetupState>;

export const UsableModel = z.object({
  id: z.string(),
  name: z.string(),
  contextTokens: z.number().nullable(),
  price: Price.pick({ input: true, cachedInput: true, output: true }).nullable(),
});
export type UsableModel = z.infer<typeof UsableModel>;

export const LanState = z.object({
  /** Null while it is shut. */
  url: z.string().nullable(),
  /** Under which other devices reach it, this machine's addresses in place of 0.0.0.0. */
  addresses: z.array(z.string()),
  /** Whether anyone but this machine can come in. */
  open: z.boolean(),
  fingerprint: z.string().nullable(),
  /** Of the first address, an SVG image as a data address. */
  qr: z.string().nullable(),
  /** Why it is shut: an error's sentence. */
  problem: z.string().nullable(),
});
export type LanState = z.infer<typeof LanState>;

export const setup = {
  'setup.state': query({ access: 'operator', input: Nothing, output: SetupState }),
  /** Asks Telegram who the token is, keeps it and starts the bot with it. */
  'setup.bot': command({
    access: 'operator',
    input: z.object({ token: Secret }),
    output: z.object({ username: z.string(), name: z.string() }),
  }),
  /**
   * Keeps the key if it can list its models, and so the address; what is not given stays, a null
   * address is the provider's own.
   */
  'setup.modelKey': command({
    access: 'operator',
    input: z.object({
      provider: z.enum(['gemini', 'openai']),
      key: Secret.nullable(),
      baseUrl: WebUrl.nullable().optional(),
    }),
    output: z.object({ models: z.number() }),
  }),
  'setup.models': query({ access: 'operator', input: Nothing, output: z.array(UsableModel) }),
  'setup.mail': command({
    access: 'operator',
    input: z.object({ smtpUrl: Secret.nullable(), from: z.email(), testTo: z.email().nullable() }),
    output: z.object({ sent: z.boolean() }),
  }),
  /** A small company made up for trying, as a database of the organisation. */
  'setup.sample': command({ access: 'owner', input: Nothing, output: DatabaseId }),
  'setup.lan': query({ access: 'operator', input: Nothing, output: LanState }),
};
