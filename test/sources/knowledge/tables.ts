import type { Table } from '../../../src/preload/contract/database.ts';

/** A table with an integer key `id` (where it has one), text columns and single-column links. */
export function table(
  name: string,
  columns: readonly string[],
  links: Readonly<Record<string, string>> = {},
  schema: string | null = null,
): Table {
  return {
    schema,
    name,
    kind: 'table',
    comment: null,
    rowEstimate: null,
    columns: columns.map((column) => ({
      name: column,
      type: column === 'id' ? 'integer' : 'text',
      nullable: true,
      primaryKey: column === 'id',
      comment: null,
      samples: [],
    })),
    foreignKeys: Object.entries(links).map(([column, target]) => ({
      columns: [column],
      schema,
      table: target,
      references: ['id'],
    })),
  };
}
