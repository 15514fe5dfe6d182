import { expect, test } from 'vitest';
import { checked, limits, never, open, serve, targetOf } from './support.ts';

test('reads rows, names and Unicode', async () => {
  const source = open(targetOf(await serve()));
  const result = await source.run(
    checked(
      "SELECT TOP (2) name, city, COUNT(*) FROM dbo.customers WHERE name <> N'Zoë' GROUP BY name, city ORDER BY name",
    ),
    limits(),
    never,
  );
  expect(result).toMatchObject({
    columns: [
      { name: 'name', type: 'text' },
      { name: 'city', type: 'text' },
      { name: 'column3', type: 'integer' },
    ],
    rows: [
      ['أمل', 'القاهرة', 1],
      ['کیان', 'تهران', 1],
    ],
    cut: null,
  });
});
