import type { Settings } from '../../preload/contract/settings.ts';
import type { Config } from '../config.ts';

/** What is in force: the environment's values where it gives any, else the stored ones. */
export function effectiveSettings(config: Config, stored: Settings): Settings {
  const given = (variable: string): boolean => config.given.includes(variable);
  const { models, mail, lan, app } = stored;
  return Object.freeze({
    ...stored,
    models: {
      ...models,
      summary: config.models.summary ?? models.summary,
      answer: config.models.answer ?? models.answer,
      email: config.models.email ?? models.email,
      geminiBaseUrl: config.gemini.baseUrl ?? models.geminiBaseUrl,
      openaiBaseUrl: config.openai.baseUrl ?? models.openaiBaseUrl,
    },
    mail: { ...mail, from: config.mail.from ?? mail.from },
    lan: {
      host: given('DIWAN_LAN_HOST') ? config.lan.host : lan.host,
      port: given('DIWAN_LAN_PORT') ? config.lan.port : lan.port,
      tls: given('DIWAN_LAN_TLS') ? config.lan.tls : lan.tls,
    },
    app: { ...app, ownerPort: given('DIWAN_OWNER_PORT') ? config.ownerPort : app.ownerPort },
  });
}

const variables = {
  'models.summary': 'DIWAN_MODEL_SUMMARY',
  'models.answer': 'DIWAN_MODEL_ANSWER',
  'models.email': 'DIWAN_MODEL_EMAIL',
  'models.geminiBaseUrl': 'GEMINI_BASE_URL',
  'models.openaiBaseUrl': 'OPENAI_BASE_URL',
  'mail.from': 'BOT_EMAIL',
  'lan.host': 'DIWAN_LAN_HOST',
  'lan.port': 'DIWAN_LAN_PORT',
  'lan.tls': 'DIWAN_LAN_TLS',
  'app.ownerPort': 'DIWAN_OWNER_PORT',
} as const;

/** The settings that the environment fixes, each with its variable, for the settings page to say. */
export const fixedSettings = (config: Config): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter(([, variable]) => config.given.includes(variable)),
  );
