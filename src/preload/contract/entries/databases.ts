import { z } from 'zod';
import { Schema } from '../database.ts';
import { AddDatabase, ConnectionString, DatabaseEntry, GrantReport } from '../databases.ts';
import { command, query } from '../entry.ts';
import { DisplayName } from '../people.ts';

export const DatabaseId = z.object({ databaseId: z.number().int().positive() });

export const databases = {
  'databases.list': query({
    access: 'member',
    input: z.object({}),
    output: z.array(DatabaseEntry),
  }),
  'databases.get': query({ access: 'member', input: DatabaseId, output: DatabaseEntry }),
  'databases.add': command({
    access: 'owner',
    input: AddDatabase,
    output: z.object({ database: DatabaseEntry, grants: GrantReport.nullable() }),
  }),
  'databases.rename': command({
    access: 'owner',
    input: DatabaseId.extend({ name: DisplayName }),
    output: DatabaseEntry,
  }),
  'databases.reconnect': command({
    access: 'owner',
    input: DatabaseId.extend({ connection: ConnectionString }),
    output: DatabaseEntry,
  }),
  'databases.test': command({ access: 'owner', input: DatabaseId, output: DatabaseEntry }),
  'databases.refresh': command({ access: 'owner', input: DatabaseId, output: z.object({}) }),
  'databases.remove': command({ access: 'owner', input: DatabaseId, output: z.object({}) }),
  'databases.grants': query({
    access: 'owner',
    input: DatabaseId,
    output: GrantReport.nullable(),
  }),
  'databases.audit': command({ access: 'owner', input: DatabaseId, output: GrantReport }),
  /** `name` must be the database's own. */
  'databases.acceptGrants': command({
    access: 'owner',
    input: DatabaseId.extend({ name: z.string() }),
    output: z.object({}),
  }),
  /** Whole, hidden tables included: for who manages it. */
  'databases.schema': query({ access: 'owner', input: DatabaseId, output: Schema.nullable() }),
};
