import { PooledSource, type Roles } from '../pooled-source.ts';
import type { Engine, EngineTools } from '../source.ts';
import { audit } from './audit.ts';
import { type MyConnection, MyDriver } from './connect.ts';
import { engineName, introspect } from './introspect.ts';
import { runQuery } from './run.ts';
import { inSession } from './session.ts';

/** MySQL and MariaDB, by mysql2. */
export function createEngine(tools: EngineTools): Engine {
  const open = new Set<PooledSource<MyConnection>>();
  return {
    open(target, reach) {
      const driver = new MyDriver(target, reach, tools);
      const source = new PooledSource('mysql', driver, rolesOf(driver, tools), tools);
      open.add(source);
      return source;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((source) => source.close()));
    },
  };
}

const rolesOf = (driver: MyDriver, tools: EngineTools): Roles<MyConnection> => ({
  engine: (job) => inSession(job, driver, tools, async (session) => engineName(session)),
  introspect: (job) => introspect(job, driver, tools),
  run: (job, sql, limits) => runQuery(job, driver, tools, sql, limits),
  audit: (job) => audit(job, driver, tools),
});
