import { z } from 'zod';
import { DiwanError, isDiwanError } from '../../lib/errors.ts';
import type { Job } from '../pooled-source.ts';
import type { GrantFinding, GrantReport } from '../source.ts';
import type { Session } from './connect.ts';
import { attempted, type Rights, toFindings } from './findings.ts';
import { type GrantRead, grants, quoteName } from './grants.ts';
import { Flag, readAll } from './read.ts';
import { leastPrivilegeScript } from './script.ts';
import { runStatement } from './statement.ts';
import { inRolledBackTransaction } from './transaction.ts';

const Named = z.object({ name: z.string() });
const Owned = z.object({ kind: z.string(), name: z.string() });
const ObjectName = z.object({ schema_name: z.string(), object_name: z.string() });
const ObjectRights = ObjectName.extend({
  can_insert: Flag,
  can_update: Flag,
  can_delete: Flag,
  can_alter: Flag,
  can_execute: Flag,
});
const Identity = z.object({
  login_name: z.string(),
  database_name: z.string(),
  default_schema: z.string().nullable(),
  edition: z.number().nullable(),
});

const azureDatabase = 5;

/** What the login could do beyond reading: as listed, then as tried, each try rolled back. */
export async function auditLogin(job: Job<Session>): Promise<Omit<GrantReport, 'takenAt'>> {
  const listed = await inRolledBackTransaction(job, (session) => listRights(session, job.signal));
  const tried = await tryWrites(job, listed.probe);
  const findings = [
    ...toFindings(listed.rights).filter(({ right }) => tried.every((one) => one.right !== right)),
    ...tried,
  ];
  return {
    login: listed.login,
    verdict: findings.length === 0 ? 'read_only' : 'excess',
    findings,
    script: leastPrivilegeScript({ ...listed, database: listed.rights.database }),
  };
}

interface Probe {
  schema: string;
  /** Null where there is no table without triggers. */
  table: string | null;
}

/** A read that fails is remembered: what could not be looked at has not passed. */
class Reads {
  readonly unread: string[] = [];
  readonly #session: Session;
  readonly #signal: AbortSignal;

  constructor(session: Session, signal: AbortSignal) {
    this.#session = session;
    this.#signal = signal;
  }

  async rows<Shape extends z.ZodType>(what: GrantRead, shape: Shape): Promise<z.output<Shape>[]> {
    try {
      return await readAll(this.#session, grants[what], shape, this.#signal);
    } catch (error) {
      const refused =
        isDiwanError(error, 'db_permission') || isDiwanError(error, 'db_engine_error');
      if (!refused || this.#signal.aborted) throw error;
      this.unread.push(what);
      return [];
    }
  }

  async names(what: GrantRead): Promise<string[]> {
    return (await this.rows(what, Named)).map(({ name }) => name);
  }
}

async function listRights(session: Session, signal: AbortSignal) {
  const reads = new Reads(session, signal);
  const [who] = await readAll(session, grants.identity, Identity, signal);
  if (who === undefined)
    throw new DiwanError('db_engine_error', { params: { reason: 'no login' } });
  const azure = who.edition === azureDatabase;
  const rights: Rights = {
    database: who.database_name,
    serverRoles: azure ? [] : await reads.names('serverRoles'),
    databaseRoles: await reads.names('databaseRoles'),
    serverPermissions: azure ? [] : await reads.names('serverPermissions'),
    databasePermissions: await reads.names('databasePermissions'),
    objects: (await reads.rows('objects', ObjectRights)).map(toObject),
    owned: await reads.rows('owned', Owned),
    linkedServers: azure ? [] : await reads.names('linkedServers'),
    shells: azure ? [] : await reads.names('shells'),
    impersonation: azure ? [] : await reads.names('impersonation'),
    unread: reads.unread,
  };
  const schemas = await reads.names('schemas');
  const [plain] = await reads.rows('untriggered', ObjectName);
  const probe: Probe = {
    schema: plain?.schema_name ?? who.default_schema ?? 'dbo',
    table: plain?.object_name ?? null,
  };
  return { login: who.login_name, azure, rights, schemas, probe };
}

const toObject = (row: z.output<typeof ObjectRights>): Rights['objects'][number] => ({
  object: `${row.schema_name}.${row.object_name}`,
  permissions: [
    ...(row.can_insert ? ['INSERT'] : []),
    ...(row.can_update ? ['UPDATE'] : []),
    ...(row.can_delete ? ['DELETE'] : []),
    ...(row.can_alter ? ['ALTER'] : []),
    ...(row.can_execute ? ['EXECUTE'] : []),
  ],
});

/** Writes that change nothing even if they were kept, and are rolled back all the same. */
async function tryWrites(job: Job<Session>, { schema, table }: Probe): Promise<GrantFinding[]> {
  const created = `${schema}.diwan_audit_probe`;
  const tries = [
    {
      sql: `CREATE TABLE ${quoteName(schema)}.[diwan_audit_probe] (id int)`,
      right: 'CREATE TABLE on database',
      object: created,
    },
  ];
  if (table !== null) {
    const object = `${schema}.${table}`;
    const sql = `DELETE FROM ${quoteName(schema)}.${quoteName(table)} WHERE 1 = 0`;
    tries.push({ sql, right: `DELETE on ${object}`, object });
  }
  const findings: GrantFinding[] = [];
  for (const { sql, right, object } of tries) {
    if (await isAllowed(job, sql)) findings.push(attempted(right, object));
  }
  return findings;
}

const nobody = { columns: () => undefined, row: () => true };

function isAllowed(job: Job<Session>, sql: string): Promise<boolean> {
  return inRolledBackTransaction(job, (session) =>
    runStatement(session, sql, nobody, job.signal).then(
      () => true,
      (error: unknown) => {
        if (isDiwanError(error, 'db_permission') || isDiwanError(error, 'db_engine_error'))
          return false;
        throw error;
      },
    ),
  );
}
