import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode, WireError } from '../../preload/contract/errors.ts';
import type { Caller } from '../contract/caller.ts';
import type { Dispatcher } from '../contract/dispatch.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { sayError } from '../lib/i18n.ts';
import type { Log } from '../lib/log.ts';
import { readText } from '../lib/request-text.ts';

export interface RpcDeps {
  dispatcher: Dispatcher;
  /** Who calls, by the request's own proof. @throws DiwanError `session_expired` */
  identify(context: Context): Caller;
  log: Log;
}

const maxBody = 1_000_000;

/**
 * The contract over HTTP: `POST /:name` with the input as JSON answers with the output as JSON, or
 * with `{code, message, params}` and a status that fits; `POST /:name/stream` with server-sent events.
 */
export function rpcRoutes({ dispatcher, identify, log }: RpcDeps): Hono {
  const app = new Hono();
  app.post('/:name', async (context) => {
    const caller = identify(context);
    const input = await readInput(context);
    return context.json(
      (await dispatcher.call(caller, context.req.param('name'), input, context.req.raw.signal)) ??
        null,
    );
  });
  app.post('/:name/stream', async (context) => {
    const caller = identify(context);
    const input = await readInput(context);
    return streamSSE(context, async (sse) => {
      const ended = new AbortController();
      sse.onAbort(() => ended.abort(new DiwanError('cancelled')));
      try {
        const items = dispatcher.stream(caller, context.req.param('name'), input, ended.signal);
        for await (const item of items) {
          // A long stream ends with the session that opened it.
          identify(context);
          await sse.writeSSE({ event: 'item', data: JSON.stringify(item) });
        }
        await sse.writeSSE({ event: 'end', data: '' });
      } catch (error) {
        if (ended.signal.aborted) return;
        report(log, error);
        await sse.writeSSE({
          event: 'error',
          data: JSON.stringify(sayError(caller.language, error)),
        });
      }
    });
  });
  app.onError((error, context) => {
    report(log, error);
    return fail(context, error);
  });
  return app;
}

async function readInput(context: Context): Promise<unknown> {
  const text = await readText(context.req, maxBody);
  if (text === null) throw badBody('the body is larger than 1 MB');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badBody('the body is not JSON', cause);
  }
}

const badBody = (fields: string, cause?: unknown): DiwanError =>
  new DiwanError('invalid_input', { cause, params: { fields } });

const statuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  invalid_input: 422,
  session_expired: 401,
  sign_in_failed: 401,
  sign_in_locked: 429,
  rate_limited: 429,
  queue_full: 429,
  not_allowed: 403,
  not_found: 404,
  disk_full: 503,
  disk_unwritable: 503,
  internal: 500,
  shutting_down: 503,
};

function fail(context: Context, error: unknown): Response {
  const wire: WireError = sayError(languageOf(context), error);
  return context.json(wire, statuses[wire.code] ?? 400);
}

export function languageOf(context: Context): Caller['language'] {
  const wanted = context.req.header('Accept-Language')?.slice(0, 2).toLowerCase();
  return wanted === 'ar' || wanted === 'fa' ? wanted : 'en';
}

/** What people do wrong is theirs to see; only our own failures are the log's business. */
function report(log: Log, error: unknown): void {
  if (!isDiwanError(error) || error.code === 'internal') log.error({ error }, 'a call failed');
}
