import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { addUsage, noUsage } from '../../../src/main/model/usage.ts';
import type { Usage } from '../../../src/preload/contract/answer.ts';
import type {
  ModelCall,
  ModelStandIn,
  Script,
  Scripted,
  SeenCall,
  StandInOptions,
} from './script.ts';
import { piecesOf, usageOf } from './script.ts';

/** What differs between the two protocols. */
export interface Protocol {
  /** Part of the address that clients expect in their base URL. */
  basePath: string;
  /** Null: not a call to a model. */
  read(request: IncomingMessage, body: unknown): Omit<ModelCall, 'number'> | null;
  isList(request: IncomingMessage): boolean;
  badKey: Script;
  key(request: IncomingMessage): string | null;
  list(models: readonly string[]): unknown;
  error(script: Script): { headers: Record<string, string>; body: unknown };
  whole(call: ModelCall, script: Script, usage: Usage | null): unknown;
  /** The stream's events in order; `usage` is what the stream has reported after each. */
  events(call: ModelCall, script: Script, pieces: string[], usage: Usage): StreamEvent[];
}

export interface StreamEvent {
  data: string;
  usage: Usage | null;
}

export async function startStandIn(
  protocol: Protocol,
  scripted: Scripted,
  options: StandInOptions,
): Promise<ModelStandIn> {
  const book = createBook(options.keep);
  let current = scripted;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = parseBody(await readBody(request));
    const refused = options.key !== undefined && protocol.key(request) !== options.key;
    if (protocol.isList(request)) {
      if (refused) return sendError(protocol, response, protocol.badKey);
      return sendJson(response, 200, protocol.list(options.models ?? []));
    }
    const read = protocol.read(request, body);
    if (read === null) return sendJson(response, 404, { error: { message: 'no such path' } });
    const seen = book.enter(read, response);
    const script = refused ? protocol.badKey : await current(seen);
    return reply(protocol, response, seen, script, (usage) => book.handOut(seen, usage));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, error));
  });
  server.keepAliveTimeout = 60_000;
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    socket.setNoDelay(true);
  });
  const port = await listen(server, options.port ?? 0);
  const close = () => closeServer(server);
  return {
    url: `http://127.0.0.1:${port}${protocol.basePath}`,
    calls: book.calls,
    count: book.count,
    connections: () => connections,
    handedOut: book.handedOut,
    script: (next) => {
      current = next;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The calls seen and the tokens told, to the token. */
function createBook(keep = Number.POSITIVE_INFINITY) {
  const calls: SeenCall[] = [];
  let total = noUsage;
  let count = 0;
  return {
    calls,
    count: () => count,
    handedOut: () => total,
    enter(read: Omit<ModelCall, 'number'>, response: ServerResponse): SeenCall {
      const ended = endOf(response);
      const seen = { ...read, number: ++count, handedOut: noUsage, status: 200, ended };
      calls.push(seen);
      if (calls.length > keep) calls.shift();
      return seen;
    },
    handOut(seen: SeenCall, usage: Usage | null): void {
      if (usage === null) return;
      total = addUsage(total, difference(usage, seen.handedOut));
      seen.handedOut = usage;
    },
  };
}

const endOf = (response: ServerResponse): SeenCall['ended'] =>
  new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'answered' : 'broken'));
  });

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type HandOut = (usage: Usage | null) => void;

async function reply(
  protocol: Protocol,
  response: ServerResponse,
  seen: SeenCall,
  script: Script,
  handOut: HandOut,
): Promise<void> {
  seen.status = script.status ?? 200;
  if (script.delayMs) await sleep(script.delayMs);
  if (script.status !== undefined) return sendError(protocol, response, script);
  const usage = usageOf(seen, script);
  if (seen.stream) {
    const events = protocol.events(seen, script, piecesOf(script), usage);
    return sendStream(response, script, events, handOut);
  }
  if (script.hang) return;
  if (script.breakAfter !== undefined) return void response.destroy();
  if (script.raw) return void response.end(script.raw.text);
  const reported = script.usage === null ? null : usage;
  handOut(reported);
  sendJson(response, 200, protocol.whole(seen, script, reported));
}

/** A body that the real server would not take, or a script that failed. */
function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, 400, { error: { message: `stand-in: ${String(error)}` } });
}

const difference = (a: Usage, b: Usage): Usage => ({
  input: a.input - b.input,
  cached: a.cached - b.cached,
  output: a.output - b.output,
  thinking: a.thinking - b.thinking,
});

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const parseBody = (text: string): unknown => (text === '' ? null : JSON.parse(text));

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function sendError(protocol: Protocol, response: ServerResponse, script: Script): void {
  const { headers, body } = protocol.error(script);
  sendJson(response, script.status ?? 500, body, headers);
}

async function sendStream(
  response: ServerResponse,
  script: Script,
  events: readonly StreamEvent[],
  handOut: HandOut,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  let sent = 0;
  for (const event of events) {
    if (sent === script.breakAfter || sent === script.raw?.after) break;
    if (response.destroyed) return;
    if (script.pieceMs && sent > 0) await sleep(script.pieceMs);
    handOut(event.usage);
    await write(response, `data: ${event.data}\n\n`, script.bytes);
    sent++;
  }
  await script.until;
  if (sent === script.breakAfter) return void response.destroy();
  if (sent === script.raw?.after) response.write(script.raw.text);
  if (!script.hang) response.end();
}

/** Each run is flushed by itself, so that the client sees it as a chunk of its own. */
async function write(response: ServerResponse, text: string, bytes: number | undefined) {
  const data = Buffer.from(text, 'utf8');
  const size = bytes ?? data.length;
  for (let at = 0; at < data.length; at += size) {
    const run = data.subarray(at, at + size);
    await new Promise<void>((resolve) => response.write(run, () => resolve()));
    if (bytes !== undefined) await new Promise((resolve) => setImmediate(resolve));
  }
}
