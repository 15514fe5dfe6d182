import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Caller } from '../contract/caller.ts';
import type { Dispatcher } from '../contract/dispatch.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import type { Sessions } from '../people/sessions.ts';
import type { Certificate } from './certificate.ts';
import { neverStored, strictHeaders } from './headers.ts';
import { type Listening, listen } from './listen.ts';
import { languageOf, rpcRoutes } from './rpc.ts';

export interface LanDoor extends AsyncDisposable {
  readonly url: string;
}

export interface LanDoorDeps {
  host: string;
  port: number;
  certificate: Certificate | null;
  dispatcher: Dispatcher;
  sessions: Sessions;
  log: Log;
  /** The members' page and its files. */
  pages: Hono;
  /** `/v1`, for programs. */
  api: Hono | null;
  /** For the LAN's monitoring: says no more than whether all is well. */
  healthy(): boolean;
}

/** The door to the LAN: members' read-only view, the channel API, `/healthz`. No cookies. */
export async function openLanDoor(deps: LanDoorDeps): Promise<LanDoor> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/healthz', (context) => {
    const ok = deps.healthy();
    return context.json({ ok }, ok ? 200 : 503);
  });
  if (deps.api) app.route('/v1', deps.api);
  app.use(strictHeaders(deps.certificate !== null));
  const identify = (context: Context): Caller => memberOf(deps.sessions, context);
  app.use('/rpc/*', neverStored).route('/rpc', rpcRoutes({ ...deps, identify }));
  app.route('/', deps.pages);
  const server: Listening = await listen({
    ...deps,
    fetch: (request, env) => app.fetch(request, env as HttpBindings),
  });
  return { url: server.url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function memberOf(sessions: Sessions, context: Context<{ Bindings: HttpBindings }>): Caller {
  const address = context.env.incoming.socket.remoteAddress ?? null;
  const nobody: Caller = {
    door: 'lan',
    access: 'anyone',
    userId: null,
    organizationId: null,
    sessionId: null,
    address,
    language: languageOf(context),
  };
  const header = context.req.header('Authorization');
  if (header === undefined) return nobody;
  const bearer = /^Bearer (\S+)$/.exec(header)?.[1];
  if (!bearer) throw new DiwanError('session_expired');
  const { sessionId, person } = sessions.check(bearer);
  const access = person.role === 'owner' ? 'owner' : 'member';
  return {
    ...nobody,
    access,
    sessionId,
    userId: person.id,
    organizationId: person.organization?.id ?? null,
  };
}
