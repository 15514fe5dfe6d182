import type { GrantFinding } from './source.ts';

type Severity = GrantFinding['severity'];

/** Beyond this many objects with one right, they are told together. */
const most = 50;

export const finding = (
  key: string,
  right: string,
  severity: Severity,
  params: Record<string, string>,
  evidence: GrantFinding['evidence'] = 'listed',
): GrantFinding => ({
  right,
  severity,
  evidence,
  explanation: { key: `audit.${key}`, params: { right, ...params } },
});

/** One finding an object, or one for all of them: `INSERT on orders`, `INSERT on 1,200 objects`. */
export function perObject(
  right: string,
  objects: readonly string[],
  key: string,
  severity: Severity = 'danger',
): GrantFinding[] {
  if (objects.length <= most)
    return objects.map((object) => finding(key, `${right} ${object}`, severity, { object }));
  const count = String(objects.length);
  const some = objects.slice(0, 5).join(', ');
  return [finding(`${key}Many`, `${right} ${count} objects`, severity, { count, some })];
}
