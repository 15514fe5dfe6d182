import type { Context } from 'hono';
import type { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Programs } from '../../programs/programs.ts';
import { readBody } from './body.ts';
import { type Failing, failureOf, invalid, sayFailure } from './failures.ts';
import { type ChannelCaller, type Guard, guards } from './guards.ts';
import type { Headers } from './said.ts';

export interface ApiDeps {
  programs: Programs;
  clock: Clock;
  log: Log;
  version: string;
}

/** One request of an endpoint, its parts checked. `caller` is whom the guard let in. */
export interface Call<Caller, Body, Query> {
  context: Context;
  deps: ApiDeps;
  caller: Caller;
  body: Body;
  query: Query;
  /** What the answer carries, however it ends. */
  headers: Headers;
  param(name: string): string;
}

interface CallerOf {
  open: null;
  admin: null;
  channel: ChannelCaller;
}

export interface ResponseDoc {
  description: string;
  schema?: z.ZodType;
  /** Where it is not JSON. */
  contentType?: string;
  /** It may also come as server-sent events. */
  events?: boolean;
}

interface Spec<G extends Guard, Body extends z.ZodType, Query extends z.ZodType> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As OpenAPI writes it, e.g. `/admin/channels/{id}`. */
  path: string;
  guard: G;
  summary: string;
  description?: string;
  tag: 'chat' | 'openai' | 'admin' | 'about';
  body?: Body;
  query?: Query;
  /** Every way it can end well, by status. */
  responses: Record<number, ResponseDoc>;
  /** The statuses of its failures. */
  fails: readonly number[];
  /** How failures are worded: `openai` for clients of that API. */
  style?: Failing['style'];
  handle(call: Call<CallerOf[G], z.output<Body>, z.output<Query>>): Promise<Response> | Response;
}

/** An endpoint as the index lists it: its description, and what to run. */
export interface Endpoint
  extends Omit<Spec<Guard, z.ZodType, z.ZodType>, 'handle' | 'style' | 'guard'> {
  guard: Guard;
  style: Failing['style'];
  run(context: Context, deps: ApiDeps): Promise<Response>;
}

/** Knows its caller first, then reads query and body, then answers. */
export function endpoint<
  G extends Guard,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
>(spec: Spec<G, Body, Query>): Endpoint {
  const style = spec.style ?? 'diwan';
  const admit = guards[spec.guard];
  const { handle, ...described } = spec;
  const run = async (context: Context, deps: ApiDeps): Promise<Response> => {
    const headers: Headers = {};
    const failing: Failing = { style, language: 'en', headers };
    try {
      const admitted = admit(context, deps);
      if ('failure' in admitted) return sayFailure(failing, admitted.failure);
      failing.language = admitted.language;
      const asked = context.req.query();
      const query = spec.query?.safeParse(asked);
      if (query && !query.success)
        return sayFailure(failing, invalid(failing.language, query.error, 'query', asked));
      const read = spec.body ? await readBody(context, spec.body, failing.language) : null;
      if (read && 'failure' in read) return sayFailure(failing, read.failure);
      return await handle({
        context,
        deps,
        caller: admitted.caller as CallerOf[G],
        body: read?.value as z.output<Body>,
        query: query?.data as z.output<Query>,
        headers,
        param: (name: string) => context.req.param(name) ?? '',
      });
    } catch (error) {
      return sayFailure(failing, failureOf(deps, failing.language, error));
    }
  };
  return { ...described, style, run };
}
