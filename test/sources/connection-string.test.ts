import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiwanError } from '../../src/main/lib/errors.ts';
import { parseConnectionString, redactedTarget } from '../../src/main/sources/connection-string.ts';
import type { Target } from '../../src/main/sources/source.ts';

const target = (partial: Partial<Target>): Target => ({
  dialect: 'mssql',
  hosts: [],
  database: '',
  user: null,
  password: null,
  parameters: {},
  ...partial,
});
const at = (host: string, port: number | null = null) => [{ host, port }];
const login = { user: 'reader', password: 's3cret' };

const understood: [string, Target][] = [
  [
    'Server=db.example.com,1433;Database=Sales;User Id=reader;Password=s3cret;Encrypt=True',
    target({
      hosts: at('db.example.com', 1433),
      database: 'Sales',
      ...login,
      parameters: { encrypt: 'True' },
    }),
  ],
  [
    'Data Source=tcp:db\\SQL2019,1433;Initial Catalog=Sales;UID=reader;PWD=s3cret;Trust Server Certificate=yes;',
    target({
      hosts: at('db', 1433),
      database: 'Sales',
      ...login,
      parameters: { trustservercertificate: 'yes', instancename: 'SQL2019' },
    }),
  ],
  [
    'Server=.;Database=Sales;Trusted_Connection=True;Failover Partner=spare,1444',
    target({
      hosts: [...at('localhost'), ...at('spare', 1444)],
      database: 'Sales',
      parameters: { integratedsecurity: 'True' },
    }),
  ],
  [
    `Server=db;Database=Sales;User Id=reader;Password="a;b""c'd"`,
    target({ hosts: at('db'), database: 'Sales', user: 'reader', password: `a;b"c'd` }),
  ],
  [
    "Server=db;Database='My ''Sales''';User Id=reader;Password=p=w{x}",
    target({ hosts: at('db'), database: "My 'Sales'", user: 'reader', password: 'p=w{x}' }),
  ],
  [
    'Driver={ODBC Driver 18 for SQL Server};Server=db;Database=Sales;Uid=reader;Pwd={s;3}}x}',
    target({
      hosts: at('db'),
      database: 'Sales',
      user: 'reader',
      password: 's;3}x',
      parameters: { driver: 'ODBC Driver 18 for SQL Server' },
    }),
  ],
  [
    'Host=pg1:5433,pg2;Port=5432;Database=sales;Username=reader;Password=s3cret;SSL Mode=Require',
    target({
      dialect: 'postgres',
      hosts: [...at('pg1', 5433), ...at('pg2', 5432)],
      database: 'sales',
      ...login,
      parameters: { sslmode: 'Require' },
    }),
  ],
  [
    'Server=db;Port=3306;Database=sales;Uid=reader;Pwd=s3cret;',
    target({ dialect: 'mysql', hosts: at('db', 3306), database: 'sales', ...login }),
  ],
  [
    'mssql://reader:s3cret@db:1433/Sales?encrypt=true',
    target({
      hosts: at('db', 1433),
      database: 'Sales',
      ...login,
      parameters: { encrypt: 'true' },
    }),
  ],
  [
    'sqlserver://reader:s3cret@db/SQL2019/Sales',
    target({
      hosts: at('db'),
      database: 'Sales',
      ...login,
      parameters: { instancename: 'SQL2019' },
    }),
  ],
  [
    'jdbc:sqlserver://db:1433;databaseName=Sales;user=reader;password={s;3cret};encrypt=true',
    target({
      hosts: at('db', 1433),
      database: 'Sales',
      user: 'reader',
      password: 's;3cret',
      parameters: { encrypt: 'true' },
    }),
  ],
  [
    'mssql+pyodbc://reader:s3cret@db:1433/Sales?driver=ODBC+Driver+18+for+SQL+Server&TrustServerCertificate=yes',
    target({
      hosts: at('db', 1433),
      database: 'Sales',
      ...login,
      parameters: { driver: 'ODBC Driver 18 for SQL Server', trustservercertificate: 'yes' },
    }),
  ],
  [
    'mssql+pyodbc:///?odbc_connect=Driver%3D%7BODBC+Driver+17+for+SQL+Server%7D%3BServer%3Ddb%3BDatabase%3DSales%3BUid%3Dreader%3BPwd%3Ds3cret',
    target({
      hosts: at('db'),
      database: 'Sales',
      ...login,
      parameters: { driver: 'ODBC Driver 17 for SQL Server' },
    }),
  ],
  [
    'postgresql+psycopg2://reader:s3cret@[2001:db8::1]:5432/sales?sslmode=verify-full',
    target({
      dialect: 'postgres',
      hosts: at('2001:db8::1', 5432),
      database: 'sales',
      ...login,
      parameters: { sslmode: 'verify-full' },
    }),
  ],
  [
    'postgres://reader:p%40ss%2Fw%C3%B6rd@pg1,pg2:5433/%D9%85%D8%A8%D9%8A%D8%B9%D8%A7%D8%AA',
    target({
      dialect: 'postgres',
      hosts: [...at('pg1'), ...at('pg2', 5433)],
      database: 'مبيعات',
      user: 'reader',
      password: 'p@ss/wörd',
    }),
  ],
  [
    'postgres://reader:p@ss#1?%@db/sales',
    target({
      dialect: 'postgres',
      hosts: at('db'),
      database: 'sales',
      user: 'reader',
      password: 'p@ss#1?%',
    }),
  ],
  [
    'postgres://reader:s3cret@db/sales?replicas=r1:5433,r2&mail=a@b.example',
    target({
      dialect: 'postgres',
      hosts: [...at('db'), ...at('r1', 5433), ...at('r2')],
      database: 'sales',
      ...login,
      parameters: { mail: 'a@b.example' },
    }),
  ],
  [
    'mysql+pymysql://reader:s3cret@db/sales?charset=utf8mb4',
    target({
      dialect: 'mysql',
      hosts: at('db'),
      database: 'sales',
      ...login,
      parameters: { charset: 'utf8mb4' },
    }),
  ],
  [
    'mariadb://reader:s3cret@db:3307/sales',
    target({ dialect: 'mysql', hosts: at('db', 3307), database: 'sales', ...login }),
  ],
];

const files: [string, string][] = [
  ['sqlite:///data/shop.sqlite', '/data/shop.sqlite'],
  ['sqlite:////data/shop.sqlite', '/data/shop.sqlite'],
  ['sqlite:///C:/data/shop.db', 'C:/data/shop.db'],
  ['sqlite:///C:\\data\\shop.db', 'C:\\data\\shop.db'],
  ['sqlite://data/shop.db', 'data/shop.db'],
  ['sqlite:./shop.db', './shop.db'],
  ['sqlite+aiosqlite:///data/my%20shop.db?mode=ro', '/data/my shop.db'],
  ['/data/shop.sqlite3', '/data/shop.sqlite3'],
  ['C:\\data\\shop.db', 'C:\\data\\shop.db'],
  ['Data Source=C:\\data\\shop.db;Version=3;', 'C:\\data\\shop.db'],
  ['sqlite:///بيانات/متجر.db', '/بيانات/متجر.db'],
];

const refused: [string, RegExp][] = [
  ['', /empty/],
  ['   ', /empty/],
  ['hello', /neither/],
  ['oracle://u:p@h/db', /scheme/],
  ['https://example.com/db', /scheme/],
  ['postgres://u:p@/db', /server/],
  ['postgres://u:p@h:99999/db', /port/],
  ['postgres://u:hunter2:x@h:port/db', /port/],
  ['mysql://u:p@h', /database/],
  ['Server=;Database=x', /server/],
  ['Database=x;User Id=u', /server/],
  ['Server=h;Password="hunter2', /never closed/],
  ['Server=h;Password="a"hunter2;', /closing quote/],
  ['Server=h;hunter2;Database=x', /Key=Value/],
  ['Server=np:\\\\h\\pipe;Database=x', /TCP/],
  ['Server=(localdb)\\v11;Database=x', /TCP/],
  ['Driver={Oracle};Server=h;Pwd=hunter2', /driver/],
  ['sqlite://', /file/],
  ['sqlite:///:memory:', /file/],
  ['Server=h;\nDatabase=x', /line break/],
  [`Server=h;Password=${'x'.repeat(3_000)}`, /longer/],
];

function reasonOf(text: string): string {
  try {
    parseConnectionString(text);
  } catch (error) {
    if (error instanceof DiwanError && error.code === 'connection_string_invalid')
      return String(error.params.reason);
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('a connection string', () => {
  test.each(understood)('%s', (text, expected) => {
    expect(parseConnectionString(text)).toEqual(expected);
  });

  test.each(files)('%s is a file', (text, path) => {
    expect(parseConnectionString(text)).toMatchObject({ dialect: 'sqlite', database: path });
  });

  test.each(refused)('refused with its reason and without its password: %s', (text, reason) => {
    const given = reasonOf(text);
    expect(given).toMatch(reason);
    expect(given).not.toContain('hunter2');
  });

  test('any user, password and database survive ADO.NET quoting', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(printable);
    fc.assert(
      fc.property(word, word, word, (user, password, database) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `Server=h;User Id=${quote(user)};Password=${quote(password)};Database=${quote(database)}`;
        expect(parseConnectionString(text)).toMatchObject({ user, password, database });
      }),
    );
  });

  test('any user, password and database survive a URL', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(printable);
    fc.assert(
      fc.property(word, word, word, (user, password, database) => {
        const text = `postgres://${[user, password].map(encodeURIComponent).join(':')}@h/${encodeURIComponent(database)}`;
        expect(parseConnectionString(text)).toMatchObject({ user, password, database });
      }),
    );
  });

  test('whatever it is, it is understood or refused, and never repeated', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (noise) => {
        for (const text of [noise, `postgres://${noise}`, `Server=h;${noise}`]) {
          try {
            parseConnectionString(text);
          } catch (error) {
            expect(error).toMatchObject({ code: 'connection_string_invalid' });
          }
        }
      }),
    );
  });
});

const printable = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what the parser refuses
  !/[\u0000-\u001f\u007f]/.test(text) && text === text.trim() && text.isWellFormed();

describe('what people see of a target', () => {
  test('has no password', () => {
    const shown = redactedTarget(parseConnectionString('mssql://reader:s3cret@db:1433/I/Sales'));
    expect(shown).toBe('mssql://reader@db:1433/I/Sales');
  });

  test('names every host', () => {
    const shown = redactedTarget(parseConnectionString('postgres://u:p@a,[::1]:5/db'));
    expect(shown).toBe('postgres://u@a,[::1]:5/db');
  });
});
