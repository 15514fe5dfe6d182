import type { Finding, GuardRules } from './guard.ts';
import type { Reading } from './reading.ts';
import type { Statement } from './structure.ts';

export function judgeHiddenColumns(
  _statement: Statement,
  _reading: Reading,
  _rules: GuardRules,
): Finding | null {
  return null;
}
