import type { CheckedSql } from '../source.ts';
import { type Access, judgeAccess, judgeCteName } from './access.ts';
import { type AllowedFunctions, judgeFunction } from './calls.ts';
import { judgeCharacters } from './characters.ts';
import { judgeCrossJoins, judgeEndless } from './endless.ts';
import { type Finding, finding, type Guard, type GuardRules, type Verdict } from './guard.ts';
import { judgeHiddenColumns } from './hiding.ts';
import { loadPolyglot, type Parse } from './polyglot.ts';
import { read } from './reader.ts';
import type { Call, Grammar, Reading, TableReference } from './reading.ts';
import {
  type ForbiddenWords,
  judgeDisguises,
  judgeDots,
  judgeSelects,
  judgeStart,
  refuseWord,
} from './statement.ts';
import { keyAt, type Statement, structure } from './structure.ts';
import { type Syntax, tokenize } from './tokens.ts';
import { judgeTree, type TreePolicy, treeFacts } from './tree.ts';
import { type Edits, type ViewStyle, view, viewedName } from './view.ts';

/** A rule of one dialect over the tokens alone. */
export type TokenRule = (statement: Statement) => Finding | null;

/** Everything that makes the guard of a dialect read by the polyglot parser. */
export interface Policy {
  parser: 'tsql' | 'mysql' | 'sqlite';
  syntax: Syntax;
  grammar: Grammar;
  starts: ReadonlySet<string>;
  forbidden: ForbiddenWords;
  /** Whether a forbidden word is harmless where it stands, e.g. `REPLACE(`. */
  mayStand: (statement: Statement, index: number) => boolean;
  rules: readonly TokenRule[];
  functions: AllowedFunctions;
  /** Calls the dialect judges itself, e.g. methods; null leaves them to the allow list. */
  judgeCall: (statement: Statement, call: Call) => Finding | 'fine' | null;
  accessOf: (parts: readonly string[], rules: GuardRules) => Access | Finding;
  isSystem: (access: Access) => boolean;
  style: ViewStyle;
  edits: (statement: Statement) => Edits;
  tree: TreePolicy;
}

/** Names, strings and the text around them: what every dialect begins with. */
export function prepare(sql: string, syntax: Syntax): Statement | Finding {
  const odd = judgeCharacters(sql);
  if (odd !== null) return odd;
  const lexed = tokenize(sql, syntax);
  return 'code' in lexed ? lexed : structure(lexed);
}

export const refused = ({ code, reason }: Finding): Verdict => ({ ok: false, code, reason });

/** The guard alone makes this of a text: here it becomes what may be sent. */
export const accepted = (statement: Statement, tables: readonly string[]): Verdict => ({
  ok: true,
  sql: statement.text as CheckedSql,
  tables: [...new Set(tables)],
});

function judgeWords(statement: Statement, policy: Policy): Finding | null {
  for (const index of statement.tokens.keys()) {
    const key = keyAt(statement, index);
    const code = policy.forbidden.get(key);
    if (code !== undefined && !policy.mayStand(statement, index)) return refuseWord(key, code);
  }
  return judgeDisguises(statement, policy.forbidden);
}

function judgeTokens(statement: Statement, policy: Policy): Finding | null {
  const first =
    judgeStart(statement, policy.starts, policy.forbidden) ?? judgeWords(statement, policy);
  if (first !== null) return first;
  for (const rule of policy.rules) {
    const objection = rule(statement);
    if (objection !== null) return objection;
  }
  return judgeDots(statement) ?? judgeSelects(statement) ?? judgeEndless(statement);
}

function judgeCalls(
  statement: Statement,
  calls: readonly Call[],
  policy: Policy,
  rules: GuardRules,
): Finding | null {
  for (const call of calls) {
    const own = policy.judgeCall(statement, call);
    if (own === 'fine') continue;
    const objection = own ?? judgeFunction(call, policy.functions, rules);
    if (objection !== null) return objection;
  }
  return null;
}

function judgeTables(
  tables: readonly TableReference[],
  policy: Policy,
  rules: GuardRules,
): Finding | null {
  for (const { parts, cte } of tables) {
    const access = policy.accessOf(parts, rules);
    if ('code' in access) return access;
    const objection = cte
      ? judgeCteName(access, rules)
      : judgeAccess(access, rules, policy.isSystem);
    if (objection !== null) return objection;
  }
  return null;
}

const nameOf = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('.');

/** What the database itself is asked for, by name. */
export const tableNames = (tables: readonly TableReference[]): string[] =>
  tables.filter(({ cte }) => !cte).map(({ parts }) => nameOf(parts));

function judgeReading(
  statement: Statement,
  reading: Reading,
  policy: Policy,
  rules: GuardRules,
): Finding | null {
  return (
    judgeCalls(statement, reading.calls, policy, rules) ??
    judgeTables(reading.tables, policy, rules) ??
    judgeHiddenColumns(statement, reading, rules) ??
    judgeCrossJoins(statement, reading.tables)
  );
}

function judgeParsed(
  statement: Statement,
  reading: Reading,
  policy: Policy,
  parse: Parse,
): Finding | null {
  const tree = parse(view(statement, policy.style, policy.edits(statement)));
  if (typeof tree === 'object' && tree !== null && 'reason' in tree && 'code' in tree)
    return finding('unparsed', 'The statement is not understood as one query.');
  const sources = reading.tables.filter(({ argument }) => !argument);
  const tables = sources.map(({ index }) => viewedName(statement, index));
  return judgeTree(treeFacts(tree, policy.tree), { selects: reading.selects, tables });
}

function judge(sql: string, rules: GuardRules, policy: Policy, parse: Parse): Verdict {
  const statement = prepare(sql, policy.syntax);
  if ('code' in statement) return refused(statement);
  const words = judgeTokens(statement, policy);
  if (words !== null) return refused(words);
  const reading = read(statement, policy.grammar);
  if ('code' in reading) return refused(reading);
  const objection =
    judgeReading(statement, reading, policy, rules) ??
    judgeParsed(statement, reading, policy, parse);
  return objection === null ? accepted(statement, tableNames(reading.tables)) : refused(objection);
}

/** What cannot be judged, e.g. for want of stack, is refused. */
export function safely(judging: (sql: string, rules: GuardRules) => Verdict): Guard {
  return async (sql, rules) => {
    try {
      return judging(sql, rules);
    } catch {
      return refused(finding('unparsed', 'The statement is too intricate to be judged.'));
    }
  };
}

/** The guard of a dialect that the polyglot parser reads. */
export async function polyglotGuard(policy: Policy): Promise<Guard> {
  const parse = await loadPolyglot(policy.parser);
  return safely((sql, rules) => judge(sql, rules, policy, parse));
}
