import fc from 'fast-check';
import type { Column, ForeignKey, Table } from '../../../src/preload/contract/database.ts';

/** Names as hostile as a database allows: quotes, keywords, spaces, Arabic, comment ends. */
export const names = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z_0-9]{0,12}$/),
  fc.constantFrom('order', 'select', 'Group', 'a b', 'x"y', 'z]`', "it's", 'مبيعات', 'x*/y', 'a.b'),
);

const columns: fc.Arbitrary<Column[]> = fc.uniqueArray(
  fc.record({
    name: names,
    type: fc.constantFrom('integer', 'nvarchar(40)', 'text', 'decimal(10,2)', ''),
    nullable: fc.boolean(),
    primaryKey: fc.boolean(),
    comment: fc.option(fc.string({ maxLength: 200 })),
    samples: fc.array(fc.string({ maxLength: 40 }), { maxLength: 4 }),
  }),
  { selector: (column) => column.name.toLowerCase(), minLength: 1, maxLength: 8 },
);

const bare = fc.record({
  schema: fc.constant(null),
  name: names,
  kind: fc.constantFrom('table' as const, 'view' as const),
  comment: fc.option(fc.string({ maxLength: 300 })),
  rowEstimate: fc.option(fc.nat()),
  columns,
});

/** A foreign key from the table at `from` to the one at `to`, over each one's first column. */
function link(tables: readonly Omit<Table, 'foreignKeys'>[], from: number, to: number) {
  const [source, target] = [tables[from], tables[to]];
  const [column, references] = [source?.columns[0]?.name, target?.columns[0]?.name];
  if (!target || column === undefined || references === undefined) return null;
  const key: ForeignKey = {
    columns: [column],
    schema: target.schema,
    table: target.name,
    references: [references],
  };
  return { from, key };
}

/** Tables with distinct names and foreign keys among them. */
export const schemas = (most: number): fc.Arbitrary<Table[]> =>
  fc
    .uniqueArray(bare, {
      selector: (table) => table.name.toLowerCase(),
      minLength: 1,
      maxLength: most,
    })
    .chain((tables) =>
      fc
        .array(fc.tuple(fc.nat(tables.length - 1), fc.nat(tables.length - 1)), { maxLength: most })
        .map((pairs) => {
          const links = pairs.flatMap(([from, to]) => link(tables, from, to) ?? []);
          return tables.map((table, at) => ({
            ...table,
            foreignKeys: links.filter(({ from }) => from === at).map(({ key }) => key),
          }));
        }),
    );
