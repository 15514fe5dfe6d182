import type { Engine, EngineTools } from '../source.ts';
import { MssqlSource } from './source.ts';

/** SQL Server, from 2012 on, and Azure SQL. */
export function createEngine(tools: EngineTools): Engine {
  const open = new Set<MssqlSource>();
  return {
    open: (target, reach) => {
      const source = new MssqlSource(target, reach, tools);
      open.add(source);
      return source;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((source) => source.close()));
    },
  };
}
