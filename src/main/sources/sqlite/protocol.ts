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

/** One child answers one request at a time: parts in order, then `done` or `error`. */
export type Reply =
  | { kind: 'ready' }
  | { kind: 'rows'; rows: Cell[][] }
  | { kind: 'tables'; tables: Table[] }
  | { kind: 'done'; end: End }
  | { kind: 'error'; code: ErrorCode; params: ErrorParams; detail: string };

export type End =
  | { work: 'test' | 'introspect'; engine: string }
  | { work: 'audit'; writable: boolean; wrote: boolean }
  | { work: 'run'; columns: ResultColumn[]; cut: 'rows' | 'bytes' | null };
