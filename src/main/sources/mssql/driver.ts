import type { Connection } from 'tedious';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import { installExactValues } from './exact.ts';

export type Driver = typeof import('tedious');
export type Metadata = ColumnMetadata;
export type { Connection };

/** tedious, the protocol under the mssql package, read from disk when first needed (45 MB). */
export async function loadDriver(): Promise<Driver> {
  const driver = await import('tedious');
  await installExactValues();
  return driver;
}
