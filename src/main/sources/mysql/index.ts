import { PooledSource, pooledEngine, type Roles } from '../pooled-source.ts';
import type { CreateEngine, EngineTools } from '../source.ts';
import { audit } from './audit.ts';
import { type MyConnection, MyDriver } from './connect.ts';
import { engineName, introspect } from './introspect.ts';
import { runQuery } from './run.ts';
import { inSession } from './session.ts';

/** MySQL and MariaDB, by mysql2. */
export const createEngine: CreateEngine = (tools) =>
  pooledEngine((target, reach) => {
    const driver = new MyDriver(target, reach, tools);
    return new PooledSource('mysql', driver, rolesOf(driver, tools), tools);
  });

const rolesOf = (driver: MyDriver, tools: EngineTools): Roles<MyConnection> => ({
  engine: (job) => inSession(job, driver, tools, async (session) => engineName(session)),
  introspect: (job) => introspect(job, driver, tools),
  run: (job, sql, limits) => runQuery(job, driver, tools, sql, limits),
  audit: (job) => audit(job, driver, tools),
});
