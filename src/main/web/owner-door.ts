import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Caller } from '../contract/caller.ts';
import type { Dispatcher } from '../contract/dispatch.ts';
import { DiwanError } from '../lib/errors.ts';
import { sayError } from '../lib/i18n.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import { readText } from '../lib/request-text.ts';
import { neverStored, strictHeaders } from './headers.ts';
import { type Listening, listen } from './listen.ts';
import { languageOf, rpcRoutes } from './rpc.ts';

export interface OwnerDoor extends AsyncDisposable {
  /** With a one-time token: whoever opens it first is the operator's page. */
  link(): string;
}

export interface OwnerDoorDeps {
  port: number;
  dispatcher: Dispatcher;
  random: Random;
  log: Log;
  /** The owner's page and its files. */
  pages: Hono;
}

const Exchange = z.object({ token: z.string() });
/** Bytes of the body that holds a link's token. */
const maxExchange = 1_000;

/** Links that were never opened, and sessions; the newest are kept. */
const kept = 20;

/**
 * The operator's door on the loopback of a headless appliance: a one-time token from the link is
 * exchanged for a session's, which the page sends as a bearer token.
 */
export async function openOwnerDoor(deps: OwnerDoorDeps): Promise<OwnerDoor> {
  const links = createTokens(deps.random);
  const sessions = createTokens(deps.random);
  const app = new Hono();
  app.use(localNamesOnly, strictHeaders(false));
  app.use('/session', neverStored).post('/session', async (context) => {
    const token = tokenIn(await readText(context.req, maxExchange));
    if (token === null || !links.take(token)) {
      const refused = new DiwanError('session_expired');
      return context.json(sayError(languageOf(context), refused), 401);
    }
    return context.json({ token: sessions.issue() });
  });
  const identify = (context: Context): Caller => {
    const bearer = /^Bearer (\S+)$/.exec(context.req.header('Authorization') ?? '')?.[1];
    if (!bearer || !sessions.has(bearer)) throw new DiwanError('session_expired');
    const organization = Number(context.req.header('X-Diwan-Organization'));
    return {
      door: 'web',
      access: 'operator',
      userId: null,
      organizationId: Number.isSafeInteger(organization) && organization > 0 ? organization : null,
      sessionId: null,
      address: null,
      language: languageOf(context),
    };
  };
  app.use('/rpc/*', neverStored).route('/rpc', rpcRoutes({ ...deps, identify }));
  app.route('/', deps.pages);
  const server: Listening = await listen({
    host: '127.0.0.1',
    port: deps.port,
    certificate: null,
    fetch: app.fetch,
  });
  return {
    link: () => `${server.url}/?token=${links.issue()}`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Null for whatever is no `{"token": …}`. */
function tokenIn(body: string | null): string | null {
  try {
    return Exchange.parse(JSON.parse(body ?? '')).token;
  } catch {
    return null;
  }
}

/** A page elsewhere may point its own name at 127.0.0.1: only the local names are served. */
const localNamesOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('Host') ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return context.text('Not here.', 421);
  const origin = context.req.header('Origin');
  if (origin !== undefined && origin !== `http://${host}`)
    return context.text('Not from there.', 403);
  return next();
};

/** Random tokens, kept as hashes and compared in constant time. */
function createTokens(random: Random) {
  const hashes: Buffer[] = [];
  const find = (token: string): number => {
    const hash = hashOf(token);
    // Every one is compared, whichever it is.
    return hashes.reduce((found, one, at) => (timingSafeEqual(one, hash) ? at : found), -1);
  };
  return {
    issue: (): string => {
      const token = random.bytes(32).toString('base64url');
      hashes.push(hashOf(token));
      if (hashes.length > kept) hashes.shift();
      return token;
    },
    has: (token: string): boolean => find(token) >= 0,
    take: (token: string): boolean => {
      const at = find(token);
      if (at >= 0) hashes.splice(at, 1);
      return at >= 0;
    },
  };
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
