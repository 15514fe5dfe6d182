import type { z } from 'zod';
import { type Contract, contract, type Name } from '../../preload/contract/contract.ts';
import { type Access, accesses, type Entry } from '../../preload/contract/entry.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Caller } from './caller.ts';

type Handler<E> =
  E extends Entry<infer Input, infer Output, infer Kind>
    ? Kind extends 'stream'
      ? (
          caller: Caller,
          input: z.output<Input>,
          signal: AbortSignal,
        ) => AsyncIterable<z.input<Output>>
      : (
          caller: Caller,
          input: z.output<Input>,
          signal: AbortSignal,
        ) => z.input<Output> | Promise<z.input<Output>>
    : never;

/** One function for each entry of the contract; each feature gives its part. */
export type Handlers = { [N in Name]: Handler<Contract[N]> };
export type HandlersOf<Part extends Record<string, Entry>> = {
  [N in keyof Part]: Handler<Part[N]>;
};

export interface Dispatcher {
  /** Checks access and input, calls, and lets out only what the contract names. */
  call(caller: Caller, name: string, input: unknown, signal: AbortSignal): Promise<unknown>;
  stream(caller: Caller, name: string, input: unknown, signal: AbortSignal): AsyncIterable<unknown>;
}

type AnyHandler = (caller: Caller, input: unknown, signal: AbortSignal) => unknown;

export function createDispatcher(handlers: Handlers): Dispatcher {
  const known = new Map<string, { entry: Entry; handler: AnyHandler }>();
  for (const name of Object.keys(contract) as Name[]) {
    known.set(name, { entry: contract[name], handler: handlers[name] as AnyHandler });
  }
  const admit = (caller: Caller, name: string, streams: boolean) => {
    const found = known.get(name);
    if (!found || (found.entry.kind === 'stream') !== streams) {
      throw new DiwanError('not_found', { params: { what: 'entry' } });
    }
    requireAccess(caller, found.entry);
    return found;
  };
  return {
    async call(caller, name, input, signal) {
      const { entry, handler } = admit(caller, name, false);
      const given = parseInput(entry, input);
      return entry.output.parse(await handler(caller, given, signal));
    },
    async *stream(caller, name, input, signal) {
      const { entry, handler } = admit(caller, name, true);
      const items = handler(caller, parseInput(entry, input), signal) as AsyncIterable<unknown>;
      for await (const item of items) yield entry.output.parse(item);
    },
  };
}

/** @throws DiwanError `session_expired` for who should sign in, else `not_allowed` */
function requireAccess(caller: Caller, entry: Entry): void {
  // Read-only by construction: the LAN door has no way to a command but signing in and out.
  if (caller.door === 'lan' && !entry.readOnly && entry.access !== 'anyone') {
    throw new DiwanError('not_allowed', { params: { action: 'change' } });
  }
  if (rank(caller.access) >= rank(entry.access)) return;
  throw new DiwanError(caller.access === 'anyone' ? 'session_expired' : 'not_allowed', {
    params: { action: entry.kind },
  });
}

/** Said of an input that is wrong in more places than anybody reads. */
const mostIssues = 20;

const rank = (access: Access): number => accesses.indexOf(access);

function parseInput(entry: Entry, input: unknown): unknown {
  const parsed = entry.input.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const said = issues.slice(0, mostIssues);
  const fields = said.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  const first = { field: issues[0]?.path.join('.') ?? '', problem: issues[0]?.code ?? 'custom' };
  throw new DiwanError('invalid_input', { params: { ...first, fields } });
}
