import { keyAt, type Statement } from './structure.ts';

/** Which query each token belongs to: the parenthesis its SELECT stands in, -1 for the outermost. */
export interface Scopes {
  of: (index: number) => number;
  /** The query itself, then those around it, whose tables it may refer to as well. */
  around: (query: number) => readonly number[];
}

const queryStarts = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);

export function scopesOf(statement: Statement): Scopes {
  const stack = [-1];
  const opened: number[] = [];
  const owner: number[] = [];
  const parent = new Map<number, number>();
  for (const index of statement.tokens.keys()) {
    const key = keyAt(statement, index);
    const current = stack.at(-1) ?? -1;
    owner.push(current);
    if (key === '(') {
      const query = queryStarts.has(keyAt(statement, index + 1)) ? index : current;
      if (query === index) parent.set(index, current);
      opened.push(query);
      stack.push(query);
    }
    if (key === ')' && opened.pop() !== undefined) stack.pop();
  }
  return {
    of: (index) => owner[index] ?? -1,
    around: (query) => {
      const chain = [query];
      for (let up = parent.get(query); up !== undefined; up = parent.get(up)) chain.push(up);
      return query === -1 ? chain : [...new Set([...chain, -1])];
    },
  };
}
