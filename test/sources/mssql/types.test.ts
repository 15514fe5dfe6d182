import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Source } from '../../../src/main/sources/source.ts';
import type { Answer } from '../../support/tds/answers.ts';
import type { TdsValue } from '../../support/tds/values.ts';
import { checked, limits, never, open, serve, targetOf } from './support.ts';

/** What a column of this type holding these values is read as. */
async function readBack(type: string, values: readonly TdsValue[]) {
  const source = await typed([
    { match: /^/, columns: [{ name: 'c', type }], rows: values.map((one) => [one]) },
  ]);
  return read(source);
}

async function typed(answers: Answer[]): Promise<Source> {
  return open(targetOf(await serve({ answers })));
}

async function read(source: Source) {
  const result = await source.run(checked('SELECT c'), limits(), never);
  return { type: result.columns[0]?.type, values: result.rows.map(([value]) => value) };
}

test.each<[string, string, TdsValue[], unknown[]]>([
  ['tinyint', 'integer', [0, 255], [0, 255]],
  ['smallint not null', 'integer', [-32_768, 32_767], [-32_768, 32_767]],
  ['int', 'integer', [-2_147_483_648, null], [-2_147_483_648, null]],
  [
    'bigint',
    'integer',
    ['9007199254740991', '9007199254740993', '-9223372036854775808'],
    [9_007_199_254_740_991, '9007199254740993', '-9223372036854775808'],
  ],
  ['bigint not null', 'integer', ['9223372036854775807'], ['9223372036854775807']],
  ['bit', 'boolean', [true, false, null], [true, false, null]],
  ['bit not null', 'boolean', [true], [true]],
  ['float', 'float', [0.1, -1.5e300, null], [0.1, -1.5e300, null]],
  ['real', 'float', [0.1, 16_777_216, 3.4028234663852886e38], [0.1, 16_777_216, 3.4028235e38]],
  ['real not null', 'float', [0.3], [0.3]],
  ['decimal(38,10)', 'decimal', [`${'9'.repeat(28)}.0123456789`], [`${'9'.repeat(28)}.0123456789`]],
  ['decimal(38,0)', 'decimal', [`-${'9'.repeat(38)}`, null], [`-${'9'.repeat(38)}`, null]],
  ['decimal(19,4)', 'decimal', ['-0.5', '0'], ['-0.5000', '0.0000']],
  ['numeric(5,5)', 'decimal', ['0.00001'], ['0.00001']],
  [
    'money',
    'decimal',
    ['922337203685477.5807', '-922337203685477.5808', '-0.0001'],
    ['922337203685477.5807', '-922337203685477.5808', '-0.0001'],
  ],
  ['money not null', 'decimal', ['90071992547409.93'], ['90071992547409.9300']],
  ['smallmoney', 'decimal', ['-214748.3648', null], ['-214748.3648', null]],
  ['smallmoney not null', 'decimal', ['0.01'], ['0.0100']],
  ['date', 'date', ['0001-01-01', '9999-12-31', null], ['0001-01-01', '9999-12-31', null]],
  ['time(7)', 'time', ['23:59:59.9999999', '00:00:00'], ['23:59:59.9999999', '00:00:00']],
  ['time(0)', 'time', ['07:08:09'], ['07:08:09']],
  [
    'datetime',
    'datetime',
    ['1753-01-01 00:00:00', '2024-02-29 23:59:59.997'],
    ['1753-01-01T00:00:00', '2024-02-29T23:59:59.997'],
  ],
  ['datetime not null', 'datetime', ['2000-01-01 12:00:00.003'], ['2000-01-01T12:00:00.003']],
  ['smalldatetime', 'datetime', ['2079-06-06 23:59:00', null], ['2079-06-06T23:59:00', null]],
  ['datetime2(7)', 'datetime', ['0001-01-01 00:00:00.0000001'], ['0001-01-01T00:00:00.0000001']],
  ['datetime2(3)', 'datetime', ['9999-12-31 23:59:59.999'], ['9999-12-31T23:59:59.999']],
  [
    'datetimeoffset(7)',
    'datetime',
    ['2024-01-01 00:30:00.1234567 +03:30', '2023-12-31 23:30:00 -05:00', null],
    ['2024-01-01T00:30:00.1234567+03:30', '2023-12-31T23:30:00-05:00', null],
  ],
  [
    'uniqueidentifier',
    'uuid',
    ['01234567-89AB-CDEF-0123-456789ABCDEF', null],
    ['01234567-89ab-cdef-0123-456789abcdef', null],
  ],
  ['varbinary(max)', 'binary', [Buffer.from('00ff10', 'hex'), null], ['0x00ff10', null]],
  ['binary(2)', 'binary', [Buffer.from('beef', 'hex')], ['0xbeef']],
  ['rowversion', 'binary', [Buffer.from('00000000000007d1', 'hex')], ['0x00000000000007d1']],
  ['image', 'binary', [Buffer.from('ff', 'hex')], ['0xff']],
  ['nvarchar(max)', 'text', ['سلام '.repeat(9_000), '', null], ['سلام '.repeat(9_000), '', null]],
  ['nvarchar(20)', 'text', ['می‌خواهم 👩‍👧', null], ['می‌خواهم 👩‍👧', null]],
  ['varchar(20) collate arabic', 'text', ['قهوة'], ['قهوة']],
  ['varchar(20) collate utf8', 'text', ['چای ☕'], ['چای ☕']],
  ['nchar(3)', 'text', ['ab'], ['ab ']],
  ['ntext', 'text', ['متن قديم', null], ['متن قديم', null]],
  ['text', 'text', ['older'], ['older']],
  ['xml', 'text', ['<a>أ</a>', null], ['<a>أ</a>', null]],
  ['hierarchyid', 'other', [Buffer.from('5ac0', 'hex')], ['0x5ac0']],
])('%s is %s, and loses nothing', async (type, cellType, sent, expected) => {
  expect(await readBack(type, sent)).toEqual({ type: cellType, values: expected });
});

test('a sql_variant is read by the type each value has', async () => {
  const sent = [
    { type: 'int', value: 7 },
    { type: 'bigint', value: '9007199254740993' },
    { type: 'decimal(38,2)', value: `${'8'.repeat(36)}.25` },
    { type: 'money', value: '-1.2345' },
    { type: 'bit', value: true },
    { type: 'float', value: 0.1 },
    { type: 'date', value: '2024-02-29' },
    { type: 'datetime', value: '2024-02-29 01:02:03.003' },
    { type: 'time(2)', value: '01:02:03.45' },
    { type: 'datetimeoffset(0)', value: '2024-01-01 01:00:00 +02:00' },
    { type: 'nvarchar(20)', value: 'سلام' },
    { type: 'varchar(20) collate arabic', value: 'قهوة' },
    { type: 'uniqueidentifier', value: '01234567-89AB-CDEF-0123-456789ABCDEF' },
    null,
  ];
  expect((await readBack('sql_variant', sent)).values).toEqual([
    ...[7, '9007199254740993', `${'8'.repeat(36)}.25`, '-1.2345', true, 0.1, '2024-02-29'],
    ...['2024-02-29T01:02:03.003', '01:02:03.45', '2024-01-01T01:00:00+02:00', 'سلام', 'قهوة'],
    ...['01234567-89ab-cdef-0123-456789abcdef', null],
  ]);
});

/** A point as SQL Server serialises it: SRID, version, flags, two doubles ([MS-SSCLRT] 2.1.1). */
function pointBytes(first: number, second: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeInt32LE(4326, 0);
  bytes.writeUInt8(1, 4);
  bytes.writeUInt8(0x0c, 5);
  bytes.writeDoubleLE(first, 6);
  bytes.writeDoubleLE(second, 14);
  return bytes;
}

test('a point is well-known text: longitude first, which geography stores second', async () => {
  const sent = [pointBytes(30.0444, 31.2357), null];
  expect((await readBack('geography', sent)).values).toEqual(['POINT (31.2357 30.0444)', null]);
  expect((await readBack('geometry', sent)).values).toEqual(['POINT (30.0444 31.2357)', null]);
});

test('a polygon with a hole is well-known text; what is no known shape stays hex', async () => {
  const points = [0, 0, 9, 0, 9, 9, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1];
  const parts = [
    Buffer.from([0, 0, 0, 0, 1, 4, 8, 0, 0, 0]),
    Buffer.concat(points.map((one) => Buffer.from(Float64Array.of(one).buffer))),
    Buffer.from([2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0]),
    Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 3]),
  ];
  const sent = [Buffer.concat(parts), Buffer.from('0102', 'hex')];
  expect((await readBack('geometry', sent)).values).toEqual([
    'POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))',
    '0x0102',
  ]);
});

test('any decimal, money and moment comes back digit for digit', async () => {
  const values: TdsValue[][] = [];
  const types = ['decimal(38,12)', 'money', 'datetimeoffset(7)'];
  const answer = {
    match: /^/,
    columns: types.map((type) => ({ name: type, type })),
    rows: () => values,
  };
  const source = await typed([answer]);
  const digits = (most: number) =>
    fc.bigInt({ min: -(10n ** BigInt(most)) + 1n, max: 10n ** BigInt(most) - 1n });
  const dotted = (value: bigint, scale: number) => {
    const text = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
    return `${value < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
  };
  const moment = fc
    .tuple(
      fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 9_999_999 }),
      fc.integer({ min: -840, max: 840 }),
    )
    .map(([day, fraction, offset]) => {
      const minutes = Math.abs(offset);
      const zone = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
      const tail = String(fraction).padStart(7, '0').replace(/0+$/, '');
      return `${day.toISOString().slice(0, 19)}.${tail}${offset < 0 ? '-' : '+'}${zone.join(':')}`;
    });
  const row = fc.tuple(
    digits(38).map((n) => dotted(n, 12)),
    digits(18).map((n) => dotted(n, 4)),
    moment,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
      values.splice(0, values.length, ...rows);
      const result = await source.run(checked('SELECT c'), limits(), never);
      expect(result.rows).toEqual(rows);
    }),
    { numRuns: 20 },
  );
});
