import type { Engine, EngineTools } from '../source.ts';
import { Children } from './children.ts';
import { SqliteSource } from './source.ts';

/** SQLite files, read by child processes that can be killed. */
export function createEngine(tools: EngineTools): Engine {
  const children = new Children(tools.clock, tools.log);
  return {
    open: (target, reach) => new SqliteSource(target.database, reach, children, tools.clock),
    [Symbol.asyncDispose]: () => children[Symbol.asyncDispose](),
  };
}
