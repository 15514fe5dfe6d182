import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Language } from '../../../preload/contract/answer.ts';
import { isoTime } from '../../lib/clock.ts';
import { say } from '../../lib/i18n.ts';
import type { KnownChannel } from '../../programs/channel.ts';
import { isGood, type KeyRow } from '../../programs/keys.ts';
import type { ApiDeps } from './endpoint.ts';
import type { Failure } from './failures.ts';

/** Who may call an endpoint: anybody, a channel by its key, a super-admin key. */
export type Guard = 'open' | 'channel' | 'admin';

export interface ChannelCaller {
  channel: KnownChannel;
  key: KeyRow;
}

type Admitted<Caller> = { caller: Caller; language: Language } | { failure: Failure };

interface Guards {
  open(context: Context, deps: ApiDeps): Admitted<null>;
  admin(context: Context, deps: ApiDeps): Admitted<null>;
  channel(context: Context, deps: ApiDeps): Admitted<ChannelCaller>;
}

export const guards: Guards = {
  open: (context) => ({ caller: null, language: wantedLanguage(context) }),
  admin(context, { programs }) {
    const language = wantedLanguage(context);
    const key = keyOf(context);
    if (key === null) return { failure: unauthorized(language) };
    return programs.isSuperAdmin(key, getConnInfo(context).remote.address ?? '')
      ? { caller: null, language }
      : { failure: denied(language, 'keyWrong') };
  },
  channel(context, { programs, clock }) {
    const secret = keyOf(context);
    if (secret === null) return { failure: unauthorized(wantedLanguage(context)) };
    const found = programs.registry.byKey(secret);
    if (!found) return { failure: denied(wantedLanguage(context), 'keyWrong') };
    const { row } = found.channel;
    if (!isGood(found.key, isoTime(clock))) return { failure: denied(row.language, 'keyEnded') };
    if (row.is_active === 0) return { failure: denied(row.language, 'inactive') };
    return { caller: found, language: row.language };
  },
};

/** `Authorization: Bearer …`, or `X-API-Key`. */
function keyOf(context: Context): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '')?.[1];
  return bearer ?? (context.req.header('x-api-key')?.trim() || null);
}

export function wantedLanguage(context: Context): Language {
  const wanted = context.req.header('accept-language')?.slice(0, 2).toLowerCase();
  return wanted === 'ar' || wanted === 'fa' ? wanted : 'en';
}

const unauthorized = (language: Language): Failure => ({
  status: 401,
  error: 'authentication_required',
  response: say(language, 'channel.keyMissing'),
  headers: { 'WWW-Authenticate': 'Bearer' },
});

const denied = (language: Language, key: 'keyWrong' | 'keyEnded' | 'inactive'): Failure => ({
  status: 403,
  error: 'access_denied',
  response: say(language, `channel.${key}`),
});
