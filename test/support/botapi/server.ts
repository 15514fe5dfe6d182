import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { logged, readParams } from './body.ts';
import type { Call } from './calls.ts';
import { Failure } from './failure.ts';
import type { Fault } from './faults.ts';
import { methods } from './methods/index.ts';
import type { RawParams } from './params.ts';
import type { World } from './world.ts';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the protocol, and `page` for whatever is not the protocol, on loopback only. */
export async function listen(
  world: World,
  token: string,
  port: number,
  page: RequestListener | null,
): Promise<Listening> {
  const server = createServer((request, response) => {
    if (!isLocal(request)) return plain(response, 403, 'This address answers on loopback only.');
    const path = request.url ?? '/';
    if (path.startsWith('/bot')) return void answer(world, token, request, response);
    if (path.startsWith('/file/bot')) return download(world, token, path, response);
    if (page) return page(request, response);
    plain(response, 404, 'Not Found');
  });
  server.keepAliveTimeout = 60_000;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        world.updates.release();
        server.closeAllConnections();
      }),
  };
}

/** A page elsewhere may point its own name at 127.0.0.1: only the local names are served. */
const isLocal = (request: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

async function answer(
  world: World,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort());
  try {
    const result = await call(world, token, request, hangUp.signal);
    reply(response, 200, { ok: true, result });
  } catch (error) {
    if (error === dropped) response.destroy();
    else fail(response, error);
  }
}

const dropped = new Error('connection dropped on purpose');

async function call(
  world: World,
  token: string,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, given = '', name = ''] = /^\/bot([^/]*)\/([^/]*)$/.exec(url.pathname) ?? [];
  if (!/^\d+:/.test(decodeURIComponent(given))) throw new Failure(404, 'Not Found');
  if (decodeURIComponent(given) !== token) throw new Failure(401, 'Unauthorized');
  const method = methods.get(name.toLowerCase());
  if (!method) throw new Failure(404, 'Not Found: method not found');
  const raw = await readParams(request, url.searchParams);
  const entry = begin(world, method.name, raw);
  try {
    const fault = world.faults.strike(entry);
    await before(world, fault, signal);
    const result = await method.run({ world, call: entry, raw, signal });
    if (fault?.drop === 'after') throw dropped;
    world.calls.end(entry, 200, result);
    return result;
  } catch (error) {
    const status = error instanceof Failure ? error.code : 0;
    world.calls.end(entry, status, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function begin(world: World, method: string, raw: RawParams): Call {
  const chat = Number(raw.chat_id);
  const call: Call = {
    method,
    params: logged(raw),
    chat: raw.chat_id === undefined || Number.isNaN(chat) ? null : chat,
    at: world.clock.now(),
    ok: null,
    status: null,
    result: undefined,
  };
  world.calls.begin(call);
  return call;
}

async function before(world: World, fault: Fault | null, signal: AbortSignal): Promise<void> {
  if (fault?.slow !== undefined) await world.clock.sleep(fault.slow, signal);
  if (fault?.drop === 'before') throw dropped;
  if (fault?.failure) throw fault.failure;
}

function fail(response: ServerResponse, error: unknown): void {
  const failure =
    error instanceof Failure ? error : new Failure(500, `Internal Server Error: ${String(error)}`);
  const { parameters } = failure;
  const wait = parameters?.retry_after;
  reply(
    response,
    failure.code,
    {
      ok: false,
      error_code: failure.code,
      description: failure.message,
      ...(parameters && { parameters }),
    },
    wait === undefined ? {} : { 'retry-after': String(wait) },
  );
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));
}

function download(world: World, token: string, path: string, response: ServerResponse): void {
  const start = `/file/bot${token}/`;
  const file = path.startsWith(start) ? world.files.atPath(path.slice(start.length)) : undefined;
  if (!file) {
    plain(response, 404, 'Not Found');
    return;
  }
  const type = 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' });
  response.end(file.bytes);
}
