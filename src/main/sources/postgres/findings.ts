import { z } from 'zod';
import { finding, perObject } from '../findings.ts';
import type { GrantFinding } from '../source.ts';

const names = z.array(z.string());

/** What grants.sql.ts answers. */
export const Grants = z.object({
  login: z.string(),
  database: z.string(),
  superuser: z.boolean(),
  attributes: z.record(z.string(), z.boolean()),
  roles: names,
  databaseOwner: z.boolean(),
  databaseCreate: z.boolean(),
  schemas: z.array(
    z.object({
      name: z.string(),
      owned: z.boolean(),
      can_create: z.boolean(),
      public_create: z.boolean(),
    }),
  ),
  readSchemas: names,
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      owned: z.boolean(),
      can_insert: z.boolean(),
      can_update: z.boolean(),
      can_delete: z.boolean(),
      can_truncate: z.boolean(),
      can_trigger: z.boolean(),
    }),
  ),
  sequences: names,
  definers: names,
  functions: names,
  servers: names,
  remote: names,
  languages: names,
  untriggered: z.string().nullable(),
});
export type Grants = z.infer<typeof Grants>;

const pg = (
  right: string,
  severity: GrantFinding['severity'],
  key: string,
  params: Record<string, string> = {},
): GrantFinding => finding(`postgres.${key}`, right, severity, params);

/** Every right beyond reading, the widest first; an administrator has them all, said once. */
export function toFindings(grants: Grants): GrantFinding[] {
  if (grants.superuser) return [pg('superuser', 'danger', 'superuser', { login: grants.login })];
  const attributes = Object.entries(grants.attributes).filter(([, has]) => has);
  return [
    ...attributes.map(([name]) => pg(name, 'danger', attributeKey(name), { attribute: name })),
    ...grants.roles.map((role) => pg(role, 'danger', 'role', { role })),
    ...databaseFindings(grants),
    ...tableFindings(grants),
    ...reachFindings(grants),
  ];
}

const attributeKey = (name: string): string =>
  name === 'BYPASSRLS' ? 'bypassRls' : name === 'REPLICATION' ? 'replication' : 'createPrincipals';

function databaseFindings({ database, databaseOwner, databaseCreate, schemas }: Grants) {
  const created = schemas.filter((schema) => schema.can_create && !schema.owned);
  return [
    ...(databaseOwner
      ? [pg(`owner of database ${database}`, 'danger', 'owner', { object: database })]
      : []),
    ...(databaseCreate && !databaseOwner
      ? [pg(`CREATE on database ${database}`, 'danger', 'create', { object: database })]
      : []),
    ...schemas
      .filter(({ owned }) => owned)
      .map(({ name }) => pg(`owner of schema ${name}`, 'danger', 'owner', { object: name })),
    ...created.map(({ name }) =>
      pg(`CREATE on schema ${name}`, 'danger', 'create', { object: name }),
    ),
  ];
}

const tableRights = {
  INSERT: 'can_insert',
  UPDATE: 'can_update',
  DELETE: 'can_delete',
  TRUNCATE: 'can_truncate',
  TRIGGER: 'can_trigger',
} as const;

/** The schema is left out where it is the usual one, as everywhere people see tables. */
const shown = ({ schema, name }: Grants['tables'][number]): string =>
  schema === 'public' ? name : `${schema}.${name}`;

function tableFindings({ tables }: Grants): GrantFinding[] {
  const owned = tables.filter((table) => table.owned).map(shown);
  const others = tables.filter((table) => !table.owned);
  return [
    ...perObject('owner of', owned, 'postgres.owner'),
    ...Object.entries(tableRights).flatMap(([right, field]) =>
      perObject(`${right} on`, others.filter((table) => table[field]).map(shown), 'postgres.write'),
    ),
  ];
}

const reachFindings = (grants: Grants): GrantFinding[] => [
  ...perObject('USAGE on sequence', grants.sequences, 'postgres.sequence', 'excess'),
  ...perObject('EXECUTE as its owner on', grants.definers, 'postgres.definer', 'excess'),
  ...grants.functions.map((name) => pg(`EXECUTE on ${name}`, 'danger', 'serverFunction', { name })),
  ...grants.servers.map((name) => pg(`foreign server ${name}`, 'excess', 'remote', { name })),
  ...grants.remote.map((name) => pg(`extension ${name}`, 'excess', 'remote', { name })),
  ...grants.languages.map((name) => pg(`language ${name}`, 'danger', 'language', { name })),
];
