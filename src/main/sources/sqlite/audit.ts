import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { isWritable } from './connect.ts';
import type { End } from './protocol.ts';

/**
 * A file has no logins: read-only is how Diwan opens it. Shown by an attempt to write, which a
 * read-only handle refuses before anything is touched. In the child process.
 */
export function auditFile(db: DatabaseSync, path: string): End {
  return { work: 'audit', writable: isWritable(path), wrote: canWrite(db) };
}

const Version = z.object({ user_version: z.number() });

function canWrite(db: DatabaseSync): boolean {
  try {
    const { user_version: version } = Version.parse(db.prepare('PRAGMA user_version').get());
    // Writes what already stands there: even if it could, nothing would change.
    db.exec(`PRAGMA user_version = ${version}`);
    return true;
  } catch {
    return false; // refused, as it must be
  }
}
