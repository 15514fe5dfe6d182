import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DiwanError } from './lib/errors.ts';

/** The environment as it is, one string or nothing a name. */
export type Env = Readonly<Record<string, string | undefined>>;

const text = z.string().trim().min(1).optional();
const portWords = 'wants a port number, 0 to 65535';
const port = z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords);
const webUrl = z.url({ protocol: /^https?$/, error: 'wants an address like https://host' });
/** One of a few words, named in the complaint. */
const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `wants one of: ${words.join(', ')}`);
const list = z.string().transform((value) =>
  value
    .split(/[,\s]+/)
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Raw names as DESIGN words them; an empty string counts as unset. */
const Environment = z.object({
  DIWAN_HOME: text,
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]{10,}$/, 'wants a token like 123456:ABC…')
    .optional(),
  TELEGRAM_API_ROOT: webUrl.default('https://api.telegram.org'),
  GEMINI_API_KEY: text,
  GEMINI_BASE_URL: webUrl.optional(),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: webUrl.optional(),
  DIWAN_MODEL_SUMMARY: text,
  DIWAN_MODEL_ANSWER: text,
  DIWAN_MODEL_EMAIL: text,
  BOT_EMAIL: z.email('wants a mail address').optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'wants smtps://name:password@host:465' })
    .optional(),
  ADMIN_TELEGRAM_IDS: list
    .pipe(
      z.array(
        z
          .string()
          .regex(/^\d+$/, 'wants Telegram ids: whole numbers, divided by commas')
          .transform(Number),
      ),
    )
    .default([]),
  SUPER_ADMIN_API_KEYS: list
    .pipe(z.array(z.string().min(16, 'wants keys of 16 characters or more')))
    .default([]),
  DIWAN_LAN_HOST: z.string().default('127.0.0.1'),
  DIWAN_LAN_PORT: port.default(8420),
  DIWAN_LAN_TLS: z.string().default('auto'),
  DIWAN_OWNER_PORT: port.default(8421),
  DIWAN_SHARED_DATABASES: z.string().default('').transform(parseShared),
  DIWAN_SECRETS: oneOf(['keychain', 'file']).optional(),
  DIWAN_VAULT_PASSPHRASE: z.string().min(8, 'wants 8 characters or more').optional(),
  DIWAN_RESTART_CODE: z.coerce
    .number('wants an exit code, 1 to 125')
    .int('wants an exit code, 1 to 125')
    .min(1, 'wants an exit code, 1 to 125')
    .max(125, 'wants an exit code, 1 to 125')
    .optional(),
  DIWAN_LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

function parseShared(value: string, context: z.RefinementCtx): SharedDatabase[] {
  const parts = value
    .split(';;')
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.flatMap((part) => {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    const connection = part.slice(at + 1).trim();
    if (at > 0 && name !== '' && connection !== '') return [{ name, connection }];
    context.addIssue({
      code: 'custom',
      message: 'wants Name=connection string, several divided by ;;',
    });
    return [];
  });
}

export interface SharedDatabase {
  name: string;
  /** A secret: it may hold a password. */
  connection: string;
}

/**
 * What the appliance is told from outside, parsed once and frozen. A null here may still be set
 * in the window; settings made there win only where the variable is unset.
 */
export interface Config {
  /** Names of the variables that were set: what has a default here may still be set in the window. */
  readonly given: readonly string[];
  readonly home: string;
  readonly logLevel: string;
  /** What started the process starts it again when it ends with this code; null: nothing does. */
  readonly restartCode: number | null;
  readonly telegram: {
    readonly token: string | null;
    readonly apiRoot: string;
    readonly admins: readonly number[];
  };
  readonly gemini: { readonly key: string | null; readonly baseUrl: string | null };
  readonly openai: { readonly key: string | null; readonly baseUrl: string | null };
  readonly models: {
    readonly summary: string | null;
    readonly answer: string | null;
    readonly email: string | null;
  };
  readonly mail: { readonly from: string | null; readonly smtpUrl: string | null };
  readonly lan: { readonly host: string; readonly port: number; readonly tls: string };
  readonly ownerPort: number;
  readonly superAdminKeys: readonly string[];
  readonly sharedDatabases: readonly SharedDatabase[];
  readonly secrets: {
    readonly kind: 'keychain' | 'file' | null;
    readonly passphrase: string | null;
  };
}

/** The one place that knows the environment's names. Throws `config_invalid`, naming each variable. */
export function readConfig(env: Env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path: [name = ''], message }) => `${String(name)} ${message}`,
    );
    const said = [...new Set(problems)].join('; ');
    throw new DiwanError('config_invalid', { params: { problems: said } });
  }
  const e = parsed.data;
  return Object.freeze({
    given: Object.keys(given).filter((name) => given[name] !== undefined),
    home: resolve(e.DIWAN_HOME ?? join(homedir(), '.diwan')),
    logLevel: e.DIWAN_LOG_LEVEL,
    restartCode: e.DIWAN_RESTART_CODE ?? null,
    telegram: {
      token: e.TELEGRAM_BOT_TOKEN ?? null,
      apiRoot: e.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
      admins: e.ADMIN_TELEGRAM_IDS,
    },
    gemini: { key: e.GEMINI_API_KEY ?? null, baseUrl: e.GEMINI_BASE_URL ?? null },
    openai: { key: e.OPENAI_API_KEY ?? null, baseUrl: e.OPENAI_BASE_URL ?? null },
    models: {
      summary: e.DIWAN_MODEL_SUMMARY ?? null,
      answer: e.DIWAN_MODEL_ANSWER ?? null,
      email: e.DIWAN_MODEL_EMAIL ?? null,
    },
    mail: { from: e.BOT_EMAIL ?? null, smtpUrl: e.SMTP_URL ?? null },
    lan: { host: e.DIWAN_LAN_HOST, port: e.DIWAN_LAN_PORT, tls: e.DIWAN_LAN_TLS },
    ownerPort: e.DIWAN_OWNER_PORT,
    superAdminKeys: e.SUPER_ADMIN_API_KEYS,
    sharedDatabases: e.DIWAN_SHARED_DATABASES,
    secrets: { kind: e.DIWAN_SECRETS ?? null, passphrase: e.DIWAN_VAULT_PASSPHRASE ?? null },
  });
}
