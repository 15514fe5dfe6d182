import { PooledSource, type Roles } from '../pooled-source.ts';
import type { CreateEngine } from '../source.ts';
import { auditLogin } from './audit.ts';
import { MssqlDriver, type Session } from './connect.ts';
import { readEngine, readSchema } from './introspect.ts';
import { runQuery } from './run.ts';
import { inRolledBackTransaction } from './transaction.ts';

const roles: Roles<Session> = {
  engine: (job) =>
    inRolledBackTransaction(job, async (session) => (await readEngine(session, job.signal)).engine),
  introspect: (job) => inRolledBackTransaction(job, (session) => readSchema(session, job.signal)),
  run: (job, sql, limits) =>
    inRolledBackTransaction(job, (session) => runQuery(session, sql, limits, job.signal)),
  audit: auditLogin,
};

/** SQL Server 2012 and later, and Azure SQL, by tedious (the protocol of the mssql package). */
export const createEngine: CreateEngine = (tools) => {
  const open = new Set<PooledSource<Session>>();
  return {
    open(target, reach) {
      const source = new PooledSource('mssql', new MssqlDriver(target, reach, tools), roles, tools);
      open.add(source);
      return source;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((source) => source.close()));
    },
  };
};
