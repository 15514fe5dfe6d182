import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import { createSources, type Sources } from '../../src/main/sources/sources.ts';
import { startMariaDb } from '../support/servers/mariadb.ts';
import type { DatabaseServer } from '../support/servers/server.ts';
import { anytime, forged, limits } from './behaviours/bench.ts';

let server: DatabaseServer;
let sources: Sources;

beforeAll(async () => {
  server = await startMariaDb();
  const log = createLog('silent', { write: () => undefined });
  sources = createSources({ clock: systemClock, log });
  await server.administrate(`CREATE DATABASE shop; CREATE TABLE shop.t (n int);
    CREATE DATABASE office; CREATE TABLE office.salaries (n int);
    CREATE ROLE helpers; GRANT INSERT (n) ON shop.t TO helpers;
    CREATE USER reader IDENTIFIED BY 'pw'; GRANT SELECT ON shop.* TO reader; GRANT helpers TO reader`);
});
afterAll(async () => {
  await sources[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const open = () =>
  sources.open(1, parseConnectionString(server.url('reader', 'pw', 'shop')), 'anywhere');

test.each([
  ["SELECT 1 INTO OUTFILE '/tmp/diwan-never'", 'db_permission'],
  ['SELECT * FROM office.salaries', 'db_permission'],
  ['SELECT * FROM nowhere.t', 'db_permission'],
  ['SELECT LOAD_FILE(1, 2)', 'db_engine_error'],
])('a failing query speaks of itself, not of the login: %s', async (sql, code) => {
  const source = await open();
  await expect(source.run(forged(sql), limits, anytime())).rejects.toMatchObject({
    code,
    params: { reason: expect.any(String) },
  });
});

test('the audit follows roles to what they grant', async () => {
  const { findings } = await (await open()).audit(anytime());
  expect(findings.map(({ right }) => right)).toEqual(['INSERT on shop.t']);
});
