import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Column, ForeignKey, Schema, Table } from '../../../src/preload/contract/database.ts';

const Names = z.array(z.object({ name: z.string(), type: z.enum(['table', 'view']) }));
const Columns = z.array(
  z.object({ name: z.string(), type: z.string(), notnull: z.number(), pk: z.number() }),
);
const Keys = z.array(
  z.object({ id: z.number(), table: z.string(), from: z.string(), to: z.string().nullable() }),
);
const Values = z.array(z.tuple([z.union([z.string(), z.number()])]));

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** As introspection samples: all values of a text column that has few, the range of a number. */
function samplesOf(db: Database.Database, table: string, name: string, type: string): string[] {
  const column = quoted(name);
  const text = /char|text/i.test(type);
  const sql = text
    ? `SELECT DISTINCT ${column} FROM ${quoted(table)} WHERE ${column} IS NOT NULL ORDER BY 1 LIMIT 31`
    : `SELECT MIN(${column}) FROM ${quoted(table)} WHERE ${column} IS NOT NULL UNION ALL SELECT MAX(${column}) FROM ${quoted(table)} WHERE ${column} IS NOT NULL`;
  const rows = Values.safeParse(db.prepare(sql).raw().all());
  if (!rows.success || (text && rows.data.length > 30)) return [];
  return rows.data.map(([value]) => String(value));
}

function tableOf(db: Database.Database, name: string, kind: Table['kind']): Table {
  const columns = Columns.parse(db.pragma(`table_info(${quoted(name)})`)).map(
    ({ name: column, type, notnull, pk }): Column => ({
      name: column,
      type,
      nullable: notnull === 0 && pk === 0,
      primaryKey: pk > 0,
      comment: null,
      samples: samplesOf(db, name, column, type),
    }),
  );
  const keys = new Map<number, ForeignKey>();
  for (const { id, table, from, to } of Keys.parse(
    db.pragma(`foreign_key_list(${quoted(name)})`),
  )) {
    const key = keys.get(id) ?? { columns: [], schema: null, table, references: [] };
    key.columns.push(from);
    key.references.push(to ?? 'id');
    keys.set(id, key);
  }
  const rowEstimate = z.number().parse(
    db
      .prepare(`SELECT COUNT(*) FROM ${quoted(name)}`)
      .pluck()
      .get(),
  );
  return {
    schema: null,
    name,
    kind,
    comment: null,
    rowEstimate,
    columns,
    foreignKeys: [...keys.values()],
  };
}

/** The schema of an open SQLite file, as the practice model is shown it. */
export function schemaOf(db: Database.Database): Schema {
  const names = Names.parse(
    db
      .prepare(
        `SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY name`,
      )
      .all(),
  );
  return {
    dialect: 'sqlite',
    engine: 'SQLite',
    tables: names.map(({ name, type }) => tableOf(db, name, type)),
    takenAt: '2026-11-20T10:00:00.000Z',
  };
}
