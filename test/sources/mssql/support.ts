import { lookup } from 'node:dns/promises';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src/main/lib/clock.ts';
import { createLog } from '../../../src/main/lib/log.ts';
import { createEngine } from '../../../src/main/sources/mssql/index.ts';
import { createSlots } from '../../../src/main/sources/slots.ts';
import type {
  CheckedSql,
  EngineTools,
  Limits,
  Reach,
  Source,
  Target,
} from '../../../src/main/sources/source.ts';
import { startTds, type TdsOptions, type TdsServer } from '../../support/tds/server.ts';

export const password = 'pa;ss"wörd سر';

export const shop = `
  CREATE TABLE customers(id int PRIMARY KEY, name nvarchar(40) NOT NULL, city nvarchar(40));
  CREATE TABLE orders(id int PRIMARY KEY, customer_id int REFERENCES customers(id),
    total decimal(18,2), placed datetime2(7));
  INSERT INTO customers VALUES (1, 'أمل', 'القاهرة'), (2, 'Zoë', NULL), (3, 'کیان', 'تهران');
  INSERT INTO orders VALUES (1, 1, 12.5, '2024-05-06 07:08:09.1234567'), (2, 3, 99, NULL);
`;

/** A stand-in with the shop in it, closed when the test ends. */
export async function serve(options: Partial<TdsOptions> = {}): Promise<TdsServer> {
  const server = await startTds({
    databases: { Shop: shop },
    logins: { reader: { password } },
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

export function tools(changes: Partial<EngineTools> = {}): EngineTools {
  return {
    clock: systemClock,
    log: createLog('silent', silent),
    slots: { work: createSlots(18), cancel: createSlots(2) },
    lookup: (host) => lookup(host, { all: true }),
    ...changes,
  };
}

export const targetOf = (
  server: Pick<TdsServer, 'host' | 'port'>,
  changes: Partial<Target> = {},
): Target => ({
  dialect: 'mssql',
  hosts: [{ host: server.host, port: server.port }],
  database: 'Shop',
  user: 'reader',
  password,
  ...changes,
  parameters: { encrypt: 'false', ...changes.parameters },
});

/** A source of the product, closed when the test ends. */
export function open(
  target: Target,
  { reach = 'anywhere', ...changes }: Partial<EngineTools> & { reach?: Reach } = {},
): Source {
  const engine = createEngine(tools(changes));
  onTestFinished(() => engine[Symbol.asyncDispose]());
  return engine.open(target, reach);
}

export const never = new AbortController().signal;

export const limits = (changes: Partial<Limits> = {}): Limits => ({
  timeoutMs: 10_000,
  maxRows: 1_000,
  maxBytes: 4_000_000,
  ...changes,
});

/** What the guard would have let through; these tests are about what comes after it. */
export const checked = (sql: string): CheckedSql => sql as CheckedSql;
