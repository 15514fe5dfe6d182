import { type Finding, finding, type GuardRules } from './guard.ts';
import { fold } from './names.ts';

/** Why a well-known function is refused, by how its name begins; first match counts. */
export type Suspects = readonly (readonly [RegExp, Finding])[];

export const suspects: Suspects = [
  [/sleep|waitfor|benchmark|pos_wait|gtid_wait|_wait/, finding('sleep', 'waits on purpose')],
  [/lock/, finding('lock', 'takes or shows locks')],
  [
    /openrowset|openquery|opendatasource|dblink|http|openxml/,
    finding('remote', 'reaches outside this database'),
  ],
  [/file|_ls_|\blo_|lo(read|write)|load_ext|fsdir/, finding('file', 'reaches files')],
  [/exec|eval|query_to_xml|cmdshell|crosstab|ts_stat/, finding('execute', 'runs other code')],
  [/set_config|setseed|session|current_setting/, finding('session', 'touches the session')],
  [
    /^(pg_catalog\.)?pg_|^sys\.|^has_|^(sys\.)?fn_|^sqlite_/,
    finding('system', 'belongs to the system'),
  ],
];

/** What a dialect lets be called. */
export interface AllowedFunctions {
  builtIn: ReadonlySet<string>;
  /** Whether a function someone wrote says by its name that it only computes. */
  isPlain: (name: string, qualified: boolean) => boolean;
}

/** Judges a function's name against the dialect's allow list and the owner's. */
export function judgeFunction(
  { parts, empty }: { parts: readonly string[]; empty: boolean },
  allowed: AllowedFunctions,
  rules: GuardRules,
): Finding | null {
  const name = parts.map((part) => part.toLowerCase()).join('.');
  if (allowed.builtIn.has(name)) return null;
  const own = parts.at(-1) ?? '';
  if (rules.functions?.some((listed) => listed.toLowerCase() === name)) return null;
  const folded = fold(name);
  const shown = parts.join('.').slice(0, 80);
  const [, suspect] = suspects.find(([pattern]) => pattern.test(folded)) ?? [];
  if (suspect !== undefined)
    return finding(suspect.code, `The function ${shown} ${suspect.reason}.`);
  if (!empty && parts.length <= 2 && allowed.isPlain(own, parts.length > 1)) return null;
  return finding('function', `The function ${shown} is not on the list of allowed functions.`);
}
