import { finding } from '../findings.ts';
import type { Job } from '../pooled-source.ts';
import type { EngineTools, GrantFinding, GrantReport } from '../source.ts';
import type { MyConnection, MyDriver } from './connect.ts';
import { toFindings } from './findings.ts';
import { readGrants } from './grants.ts';
import { ask } from './query.ts';
import { leastPrivilegeScript } from './script.ts';
import { inSession, type Session } from './session.ts';

/** Only InnoDB rolls back; triggers fire a row, and no row is touched. */
const probeSql = `
SELECT concat('\`', replace(table_name, '\`', '\`\`'), '\`'), table_name
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND engine = 'InnoDB'
ORDER BY table_name LIMIT 1`;

const whoSql = `SELECT CURRENT_USER(), DATABASE()`;
const cipherSql = `SHOW SESSION STATUS LIKE 'Ssl_cipher'`;

/**
 * What the login could do beyond reading: as listed, then as tried. DDL cannot be rolled back here,
 * so that only a DELETE of no rows is tried.
 */
export async function audit(
  job: Job<MyConnection>,
  driver: MyDriver,
  tools: EngineTools,
): Promise<Omit<GrantReport, 'takenAt'>> {
  const found = await inSession(job, driver, tools, readRights, 'before');
  const findings = [...(await tryWrite(job, found.probe)), ...toFindings(found.grants)];
  return {
    login: found.login,
    verdict: findings.length === 0 ? 'read_only' : 'excess',
    findings,
    script: leastPrivilegeScript(found),
  };
}

async function readRights({ connection: held }: Session) {
  const [[login, database] = []] = await ask(held.connection, whoSql);
  const [[, cipher] = []] = await ask(held.connection, cipherSql);
  const [probe = []] = await ask(held.connection, probeSql);
  const grants = await readGrants(held);
  return { login: login ?? '', database: database ?? '', encrypted: !!cipher, probe, grants };
}

async function tryWrite(
  { lease, signal }: Job<MyConnection>,
  [quoted, table]: (string | null)[],
): Promise<GrantFinding[]> {
  if (!quoted || !table) return [];
  const { connection } = lease.connection;
  signal.throwIfAborted();
  await ask(connection, 'SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1');
  await ask(connection, 'START TRANSACTION READ WRITE');
  try {
    await ask(connection, `DELETE FROM ${quoted} WHERE 1 = 0`);
    const right = `DELETE on ${table}`;
    return [finding('mysql.attempt', right, 'danger', { object: table }, 'attempted')];
  } catch {
    return []; // refused, as it should be
  } finally {
    await ask(connection, 'ROLLBACK').catch(() => undefined);
    lease.drop(); // its settings are not the ones queries run under
  }
}
