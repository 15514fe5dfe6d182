import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import { emptyParts, type Parts, toConnection } from '../../src/renderer/owner/databases/parts.ts';

const read = (engine: Parts['engine'], parts: Partial<Parts>) =>
  parseConnectionString(toConnection({ ...emptyParts(engine), ...parts }));
const shop = { database: 'Shop', user: 'reader', password: 'p' };

const typed = fc
  .string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
  .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '');

it('gives the appliance what was typed, whatever signs are in it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('mssql' as const, 'postgres' as const, 'mysql' as const),
      typed.filter((name) => !/^\/|\/\/|\/$/.test(name)),
      typed,
      typed,
      (engine, database, user, password) => {
        const given = { host: 'db.example', database, user, password };
        expect(read(engine, given)).toMatchObject({ database, user, password });
      },
    ),
  );
});

it.each([
  ['mssql', 'db.example', { host: 'db.example', port: 1433 }],
  ['mssql', 'db.example,1444', { host: 'db.example', port: 1444 }],
  ['mysql', 'db.example:3307', { host: 'db.example', port: 3307 }],
  ['postgres', '::1', { host: '::1', port: 5432 }],
  ['postgres', '[::1]', { host: '::1', port: 5432 }],
] as const)('%s: takes %s for a server', (engine, host, expected) => {
  expect(read(engine, { ...shop, host })).toMatchObject({ hosts: [expected], database: 'Shop' });
});

it('takes a named instance of SQL Server, which tells its port itself', () => {
  expect(read('mssql', { ...shop, host: 'db\\SQLEXPRESS' })).toMatchObject({
    hosts: [{ host: 'db', port: null }],
    database: 'Shop',
    parameters: { instancename: 'SQLEXPRESS' },
  });
});

it.each(['/srv/a b?c#d%41.sqlite', 'C:\\data\\x.db', '/srv/دادگان.db'])(
  'finds the file %s',
  (file) => {
    expect(read('sqlite', { file }).database).toBe(file);
  },
);
