/** What the appliance and its child processes say to each other, as JSON over Node's channel. */
import { z } from 'zod';
import type { Cell, ResultColumn, Table } from '../../../preload/contract/database.ts';
import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';

export const Request = z.discriminatedUnion('work', [
  z.object({ work: z.literal('test'), path: z.string() }),
  z.object({ work: z.literal('introspect'), path: z.string() }),
  z.object({ work: z.literal('audit'), path: z.string() }),
  z.object({
    work: z.literal('run'),
    path: z.string(),
    sql: z.string(),
    maxRows: z.number(),
    maxBytes: z.number(),
  }),
]);
export type Request = z.infer<typeof Request>;

/** Requests, each under a number of its own; or which of them are to be left undone. */
export const Order = z.union([
  z.object({ asks: z.array(z.tuple([z.number(), Request])) }),
  z.object({ leave: z.array(z.number()) }),
]);
export type Order = z.infer<typeof Order>;

/**
 * A child works on one request at a time, in order: parts, then the one end that each number has,
 * `done`, `error` or `left`.
 */
export type Reply = { id: number } & (Part | Ending);

export type Part = { kind: 'rows'; rows: Cell[][] } | { kind: 'tables'; tables: Table[] };

type Ending =
  | { kind: 'done'; end: End }
  | { kind: 'error'; code: ErrorCode; params: ErrorParams; detail: string }
  | { kind: 'left' };

export type End =
  | { work: 'test' | 'introspect'; engine: string }
  | { work: 'audit'; writable: boolean; wrote: boolean }
  /** `rows`: the last of them. */
  | { work: 'run'; columns: ResultColumn[]; rows: Cell[][]; cut: 'rows' | 'bytes' | null };
