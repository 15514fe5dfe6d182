import type { Dialect } from '@polyglot-sql/sdk';
import { keepWasmAtBaseline } from './baseline.ts';
import { type Finding, finding } from './guard.ts';

/** A tree as parsers give it: objects, arrays and plain values. */
export type Tree = unknown;

export type Parse = (sql: string) => Tree | Finding;

const notParsed = finding('unparsed', 'The statement is not understood as one query.');

/** Loads the parser (WASM) once; answers the tree of exactly one statement. */
export async function loadPolyglot(dialect: `${Dialect}`): Promise<Parse> {
  keepWasmAtBaseline();
  const sdk = await import('@polyglot-sql/sdk');
  await sdk.init();
  return (sql) => {
    try {
      const { success, ast } = sdk.parse(sql, dialect as Dialect);
      return success && Array.isArray(ast) && ast.length === 1 ? (ast[0] as Tree) : notParsed;
    } catch {
      return notParsed;
    }
  };
}
