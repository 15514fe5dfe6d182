import type { Dialect } from '../../../preload/contract/database.ts';
import type { Target } from '../source.ts';
import { sqliteTarget } from './file.ts';
import { invalid, type Pairs, parsePairs } from './pairs.ts';
import { targetOf } from './target.ts';

/** `Server=…;Database=…;User Id=…;Password=…`, with ODBC's `Driver={…}` too. */
export function parseAdo(text: string): Target {
  const pairs = parsePairs(text, /(^|;)\s*driver\s*=/i.test(text));
  const dialect = dialectOf(pairs);
  if (dialect !== 'sqlite') return targetOf(dialect, pairs);
  const file = pairs.get('datasource') ?? pairs.get('database') ?? pairs.get('filename') ?? '';
  return sqliteTarget(file, {});
}

const drivers: readonly [RegExp, Dialect][] = [
  [/sqlite/i, 'sqlite'],
  [/sql server|sqlncli|msoledbsql|sqloledb|freetds|tds/i, 'mssql'],
  [/postgres|npgsql/i, 'postgres'],
  [/mysql|maria/i, 'mysql'],
];

/** The driver says it; else words that only one of them uses; else SQL Server, whose form it is. */
function dialectOf(pairs: Pairs): Dialect {
  const driver = pairs.get('driver') ?? pairs.get('provider');
  if (driver !== undefined) {
    const found = drivers.find(([shape]) => shape.test(driver));
    if (found === undefined) throw invalid('driver', 'the driver is of no database Diwan reads');
    return found[1];
  }
  const file = pairs.get('datasource') ?? pairs.get('filename') ?? '';
  if (/\.(db|db3|sqlite|sqlite3)$/i.test(file)) return 'sqlite';
  const port = pairs.get('port');
  if (port === '3306' || pairs.has('allowuservariables') || pairs.has('charset')) return 'mysql';
  if (port === '5432' || (pairs.has('host') && !pairs.has('server'))) return 'postgres';
  if (pairs.has('uid') && pairs.has('sslmode')) return 'mysql';
  return 'mssql';
}
