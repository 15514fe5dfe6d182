import { finding } from '../findings.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools, GrantFinding, GrantReport } from '../source.ts';
import type { PgConnection, PgDriver } from './connect.ts';
import { Grants, toFindings } from './findings.ts';
import { grantsSql } from './grants.sql.ts';
import { StreamedQuery } from './query.ts';
import { leastPrivilegeScript } from './script.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** What the login could do beyond reading: as listed, then as tried, each try rolled back. */
export async function audit(
  job: Job<PgConnection>,
  driver: PgDriver,
  tools: EngineTools,
): Promise<Omit<GrantReport, 'takenAt'>> {
  const grants = await inTransaction(job, driver, tools, readGrants, 'before');
  const tried = await tryWrites(job, grants);
  const seen = new Set(tried.map(({ right }) => right));
  const findings = [...tried, ...toFindings(grants).filter(({ right }) => !seen.has(right))];
  return {
    login: grants.login,
    verdict: findings.length === 0 ? 'read_only' : 'excess',
    findings,
    script: leastPrivilegeScript(grants),
  };
}

async function readGrants({ connection }: Transaction): Promise<Grants> {
  const found: string[] = [];
  const query = new StreamedQuery(grantsSql, ([json]) => found.push(json ?? ''));
  await connection.client.query(query).done;
  return Grants.parse(JSON.parse(found[0] ?? ''));
}

/** Neither changes anything even if it were kept; a table with triggers is left alone. */
async function tryWrites(job: Job<PgConnection>, grants: Grants): Promise<GrantFinding[]> {
  const tries = [{ right: 'CREATE TABLE', sql: 'CREATE TABLE diwan_audit_probe (n integer)' }];
  if (grants.untriggered !== null) {
    const right = `DELETE on ${grants.untriggered.replace(/^public\./, '')}`;
    tries.push({ right, sql: `DELETE FROM ${grants.untriggered} WHERE false` });
  }
  const findings: GrantFinding[] = [];
  for (const { right, sql } of tries)
    if (await isAllowed(job, sql))
      findings.push(finding('postgres.attempt', right, 'danger', {}, 'attempted'));
  return findings;
}

/** In a transaction of its own that is rolled back; a server that cannot write refuses too. */
async function isAllowed({ lease, signal }: Job<PgConnection>, sql: string): Promise<boolean> {
  const { client } = lease.connection;
  signal.throwIfAborted();
  await client.query(
    "BEGIN READ WRITE; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '5s'",
  );
  try {
    await client.query(sql);
    return true;
  } catch {
    return false; // what was asked
  } finally {
    await client.query('ROLLBACK').catch(() => lease.drop());
  }
}
