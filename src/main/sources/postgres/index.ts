import { PooledSource, pooledEngine, type Roles } from '../pooled-source.ts';
import type { CreateEngine, EngineTools } from '../source.ts';
import { audit } from './audit.ts';
import { type PgConnection, PgDriver } from './connect.ts';
import { engineName, introspect } from './introspect.ts';
import { runQuery } from './run.ts';
import { inTransaction } from './transaction.ts';

/** PostgreSQL, by pg. */
export const createEngine: CreateEngine = (tools) =>
  pooledEngine((target, reach) => {
    const driver = new PgDriver(target, reach, tools);
    return new PooledSource('postgres', driver, rolesOf(driver, tools), tools);
  });

const rolesOf = (driver: PgDriver, tools: EngineTools): Roles<PgConnection> => ({
  engine: (job) => inTransaction(job, driver, tools, engineName),
  introspect: (job) => introspect(job, driver, tools),
  run: (job, sql, limits) => runQuery(job, driver, tools, sql, limits),
  audit: (job) => audit(job, driver, tools),
});
