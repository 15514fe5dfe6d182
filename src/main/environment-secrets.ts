import type { Config } from './config.ts';
import type { Secrets } from './host.ts';

export const secretNames = {
  telegramToken: 'telegram-bot-token',
  geminiKey: 'gemini-api-key',
  openaiKey: 'openai-api-key',
  smtpUrl: 'smtp-url',
} as const;

/** The secret of a database that DIWAN_SHARED_DATABASES names. */
export const sharedDatabaseSecret = (name: string): string => `shared-database:${name}`;

/** The machine's secrets, with those the environment gives in front: they are never stored. */
export function withEnvironment(secrets: Secrets, config: Config): Secrets {
  const given = new Map(environmentSecrets(config));
  return {
    kind: secrets.kind,
    get: async (name) => given.get(name) ?? secrets.get(name),
    set: (name, value) => secrets.set(name, value),
    delete: (name) => secrets.delete(name),
  };
}

function environmentSecrets(config: Config): [string, string][] {
  const named: [string, string | null][] = [
    [secretNames.telegramToken, config.telegram.token],
    [secretNames.geminiKey, config.gemini.key],
    [secretNames.openaiKey, config.openai.key],
    [secretNames.smtpUrl, config.mail.smtpUrl],
    ...config.sharedDatabases.map(({ name, connection }): [string, string] => [
      sharedDatabaseSecret(name),
      connection,
    ]),
  ];
  return named.flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  );
}
