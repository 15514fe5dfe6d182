import type { GrantReport } from '../source.ts';
import type { End } from './protocol.ts';

/** What the audit of a file says: a file that could be written is no fault, Diwan never does. */
export function fileReport(
  path: string,
  found: Extract<End, { work: 'audit' }>,
  takenAt: string,
): GrantReport {
  const report = { login: 'file', script: script(path, found.writable), takenAt };
  if (!found.wrote) return { ...report, verdict: 'read_only', findings: [] };
  const explanation = { key: 'audit.sqlite.write', params: { path } };
  return {
    ...report,
    verdict: 'excess',
    findings: [{ right: 'write', severity: 'danger', evidence: 'attempted', explanation }],
  };
}

const script = (path: string, writable: boolean): string =>
  [
    '-- A SQLite file has no logins. Diwan opens it read-only, in a process of its own.',
    writable
      ? '-- The file itself may be written to by this machine account. To rule that out too:'
      : '-- The file cannot be written to by this machine account either.',
    ...(writable ? [`--   chmod a-w ${shellQuoted(path)}`] : []),
  ].join('\n');

const shellQuoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
