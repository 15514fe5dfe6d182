/** The TDS stand-in in a process of its own, so that the appliance is measured alone. */
import { startTds } from '../support/tds/server.ts';
import type { TdsValue } from '../support/tds/values.ts';

const filler = 'x'.repeat(100);

function* numbered(count: number): Generator<TdsValue[]> {
  for (let n = 1; n <= count; n += 1) yield [n, filler];
}

process.once('message', async (database: string) => {
  const server = await startTds({
    databases: { bench: database },
    logins: { reader: { password: 'reading' } },
    answers: [
      {
        match: /^SELECT TOP \(100000\)/,
        columns: [
          { name: 'n', type: 'int' },
          { name: 'filler', type: 'varchar(100)' },
        ],
        rows: () => numbered(100_000),
      },
      { match: /^SELECT COUNT_BIG/, runaway: true },
    ],
  });
  process.on('message', () => process.send?.(server.running));
  process.once('disconnect', () => void server.close().then(() => process.exit()));
  process.send?.(server.port);
});
