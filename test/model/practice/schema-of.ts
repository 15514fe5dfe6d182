import { DatabaseSync } from 'node:sqlite';
import { applySamples, planProfile } from '../../../src/main/sources/knowledge/profile.ts';
import { introspect } from '../../../src/main/sources/sqlite/introspect.ts';
import type { Cell, Schema, Table } from '../../../src/preload/contract/database.ts';

const nothingPrivate = (): boolean => false;

const cell = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

/** The schema of a SQLite file as the appliance knows it: introspected, and sampled. */
export function schemaOf(file: string): Schema {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const found: Table[] = [];
    const engine = introspect(db, file, (tables) => found.push(...tables));
    const sampled = planProfile('sqlite', found, nothingPrivate).map((probe) => {
      const rows = db.prepare(probe.sql).all();
      return { probe, rows: rows.map((row) => Object.values(row).map(cell)) };
    });
    const tables = applySamples(found, sampled);
    return { dialect: 'sqlite', engine, tables, takenAt: '2026-11-20T10:00:00.000Z' };
  } finally {
    db.close();
  }
}
