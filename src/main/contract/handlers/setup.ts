import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { LanState, SetupState, setup } from '../../../preload/contract/entries/setup.ts';
import { secretNames } from '../../environment-secrets.ts';
import { isoTime } from '../../lib/clock.ts';
import { DiwanError } from '../../lib/errors.ts';
import { sayError } from '../../lib/i18n.ts';
import { organizationOf } from '../../people/person.ts';
import { actorOf } from '../actor.ts';
import type { Caller } from '../caller.ts';
import type { HandlersOf } from '../dispatch.ts';
import { addressesOf } from './addresses.ts';
import type { HandlerDeps } from './deps.ts';
import { peek } from './health.ts';
import { qrOf } from './invitations.ts';

export const setupHandlers = (deps: HandlerDeps): HandlersOf<typeof setup> => ({
  'setup.state': () => stateOf(deps),
  'setup.bot': async (_caller, { token }) => {
    const found = await deps.bot.check(token);
    await deps.secrets.set(secretNames.telegramToken, token);
    await deps.bot.restart();
    return found;
  },
  'setup.modelKey': (_caller, given, signal) => keepKey(deps, given, signal),
  'setup.models': (_caller, _input, signal) => usableModels(deps, signal),
  'setup.mail': async ({ language }, { smtpUrl, from, testTo }, signal) => {
    const url = smtpUrl ?? (await deps.secrets.get(secretNames.smtpUrl));
    if (!url) throw new DiwanError('mail_not_configured');
    if (testTo !== null) await deps.mail.test({ smtpUrl: url, from, to: testTo, language }, signal);
    if (smtpUrl !== null) await deps.secrets.set(secretNames.smtpUrl, smtpUrl);
    deps.settings.set('mail', { from });
    return { sent: testTo !== null };
  },
  'setup.sample': async (caller, _input, signal) => {
    const databaseId = await addSample(deps, caller, signal);
    return { databaseId };
  },
  'setup.lan': (caller) => lanState(deps, caller),
});

async function stateOf(deps: HandlerDeps): Promise<SetupState> {
  const { secrets, config, settings, people, bot } = deps;
  const operator = people.persons.operator(null);
  const organizations = people.organizations.list(operator);
  const place = async (name: string, given: string | null) => {
    if (given !== null) return 'given' as const;
    const kept = await peek(secrets, name);
    if (kept === 'unreadable') return kept;
    return kept === null ? ('missing' as const) : ('kept' as const);
  };
  const databases = [null, ...organizations.map(({ id }) => id)].flatMap((id) =>
    deps.databases.catalogue.list(people.persons.operator(id)).map((one) => one.id),
  );
  return {
    bot: {
      token: await place(secretNames.telegramToken, config.telegram.token),
      username: bot.username(),
      state: bot.status().state,
    },
    keys: {
      gemini: await place(secretNames.geminiKey, config.gemini.key),
      openai: await place(secretNames.openaiKey, config.openai.key),
    },
    mail: {
      smtp: await place(secretNames.smtpUrl, config.mail.smtpUrl),
      from: settings.get('mail').from,
    },
    secrets: secrets.kind,
    organizations: organizations.length,
    databases: new Set(databases).size,
    done: settings.get('app').setUpDone,
  };
}

type KeyInput = z.output<(typeof setup)['setup.modelKey']['input']>;

/** Key and address are kept only if the provider lists models for them; else the old ones stand. */
async function keepKey(
  { secrets, models, settings }: HandlerDeps,
  { provider, key, baseUrl }: KeyInput,
  signal: AbortSignal,
): Promise<{ models: number }> {
  const name = provider === 'gemini' ? secretNames.geminiKey : secretNames.openaiKey;
  const field = provider === 'gemini' ? 'geminiBaseUrl' : 'openaiBaseUrl';
  const before = { key: await secrets.get(name), baseUrl: settings.get('models')[field] };
  const put = async (given: { key: string | null; baseUrl: string | null }) => {
    if (baseUrl !== undefined) settings.set('models', { [field]: given.baseUrl });
    if (key === null) return;
    if (given.key === null) await secrets.delete(name);
    else await secrets.set(name, given.key);
  };
  await put({ key, baseUrl: baseUrl ?? null });
  try {
    const own = await models.list(signal, provider);
    if (own.length === 0)
      throw new DiwanError('model_key_refused', { params: { model: provider, stage: 'summary' } });
    return { models: own.length };
  } catch (error) {
    await put(before);
    throw error;
  }
}

async function usableModels({ models, prices, clock }: HandlerDeps, signal: AbortSignal) {
  const now = isoTime(clock);
  return (await models.list(signal)).map(({ id, name, contextTokens }) => {
    const price = prices.of(id, now);
    const listed = price && {
      input: price.input,
      cachedInput: price.cachedInput,
      output: price.output,
    };
    return { id, name, contextTokens, price: listed };
  });
}

async function addSample(deps: HandlerDeps, caller: Caller, signal: AbortSignal): Promise<number> {
  const actor = actorOf(deps.people.persons, caller);
  organizationOf(actor);
  const file = join(deps.home, 'sample-company.sqlite');
  if (!existsSync(file)) {
    const { createSampleCompany } = await import('../../sample/company.ts');
    createSampleCompany(file, new Date(deps.clock.now()));
  }
  const input = { name: 'Sample company', connection: `sqlite:///${file}` };
  return (await deps.databases.catalogue.add(actor, input, signal)).database.id;
}

async function lanState({ lan }: HandlerDeps, caller: Caller): Promise<LanState> {
  const { url, fingerprint, problem } = lan.state();
  const addresses = url === null ? [] : addressesOf(new URL(url));
  const [first] = addresses;
  const open = url !== null && !/^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname);
  return {
    url,
    addresses,
    open,
    fingerprint,
    qr: open && first ? await qrOf(first) : null,
    problem: problem === null ? null : sayError(caller.language, problem).message,
  };
}
