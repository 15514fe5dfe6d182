import type { Access } from '../guard/access.ts';
import { type Finding, finding } from '../guard/guard.ts';
import { type Policy, polyglotGuard } from '../guard/judge.ts';
import { fold } from '../guard/names.ts';
import { isAnswerName } from '../guard/plain-names.ts';
import type { Call } from '../guard/reading.ts';
import { keyAt, type Statement } from '../guard/structure.ts';
import type { Syntax } from '../guard/tokens.ts';
import { clauses, kinds } from '../guard/tree-kinds.ts';
import { afterSource, clauseEnds, queryWords, union, words } from '../guard/words.ts';
import { edits } from './guard/edits.ts';
import { functions, makers, methods } from './guard/functions.ts';
import { rules } from './guard/rules.ts';
import { compatibilityViews, forbidden, harmlessHints, systemDatabases } from './guard/words.ts';

const syntax: Syntax = {
  quotes: [
    { kind: 'string', pattern: /'((?:[^']|'')*)'/y, doubled: "'" },
    { kind: 'name', pattern: /"((?:[^"]|"")*)"/y, doubled: '"' },
    { kind: 'name', pattern: /\[((?:[^\]]|\]\])*)\]/y, doubled: ']' },
  ],
  opens: /['"[]/y,
  word: /[\p{L}\p{Nl}_#][\p{L}\p{M}\p{N}_@#$\u200C\u200D]*/uy,
  number: /0[xX][0-9a-fA-F]*|\p{Sc}?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy,
  variable: /@[\p{L}\p{N}_@#$]*/uy,
  lineComment: /--[^\n]*/y,
  nestedComments: true,
  judgeComment: () => null,
};

/** Whether a word stands directly in `OPTION (…)`. */
function insideOption({ tokens, partner }: Statement, index: number): boolean {
  for (let at = index - 1; at > 0; at -= 1) {
    const key = tokens[at]?.key;
    if (key === '(') return tokens[at - 1]?.key === 'OPTION';
    if (key === ')') at = partner.get(at) ?? at;
  }
  return false;
}

function mayStand(statement: Statement, index: number): boolean {
  const key = keyAt(statement, index);
  const next = keyAt(statement, index + 1);
  if (key === 'MERGE') return next === 'JOIN' || insideOption(statement, index);
  if (key === 'USE') return next === 'HINT' && insideOption(statement, index);
  if (key === 'USER') return ['FROM', 'JOIN'].includes(keyAt(statement, index - 1));
  if (key === 'PLAN') return ['KEEP', 'KEEPFIXED', 'ROBUST'].includes(keyAt(statement, index - 1));
  return false;
}

/** The system's schemas in any database, its compatibility views in any schema. */
function isSystem({ database, schema, name }: Access): boolean {
  const inSchema = schema === null ? '' : fold(schema);
  if (inSchema === 'sys' || inSchema === 'information_schema') return true;
  if (database !== null && systemDatabases.has(fold(database))) return true;
  return compatibilityViews.has(fold(name));
}

/** `[server.][database.][schema.]name`, each of which T-SQL lets one leave out. */
function accessOf(parts: readonly string[]): Access | Finding {
  if (parts.length > 3) return finding('remote', 'A linked server may not be read.');
  const [name = '', schema = '', database = ''] = parts.toReversed();
  return { database: database || null, schema: schema || null, name };
}

/** Before a call these are schemas: what follows is a function someone wrote, not a method. */
const schemas = words('dbo sys guest information_schema');

const typesWithMakers = words('geography geometry hierarchyid');

/** `geography::Point(…)` and `x.value(…)`: what belongs to a type or a value. */
function judgeCall({ tokens }: Statement, { parts, index }: Call): Finding | 'fine' | null {
  const name = (parts.at(-1) ?? '').toLowerCase();
  if (tokens[index - 1]?.key === '::') {
    const made = typesWithMakers.has(tokens[index - 2]?.value.toLowerCase() ?? '');
    return made && makers.has(name) ? 'fine' : null;
  }
  const method = parts.length > 1 && methods.has(name) && !schemas.has(fold(parts[0] ?? ''));
  return method ? 'fine' : null;
}

export const open = () =>
  polyglotGuard({
    parser: 'tsql',
    syntax,
    grammar: {
      clauseEnds: union(clauseEnds, new Set(['FOR JSON', 'FOR XML', 'FOR BROWSE'])),
      beforeSource: words(''),
      afterSource: union(afterSource, words('PIVOT UNPIVOT APPLY')),
      notCalled: union(
        queryWords,
        words(
          'MATCH TOP OPTION PIVOT UNPIVOT TABLESAMPLE REPEATABLE INDEX FORCESEEK HINT ROOT PATH RAW',
        ),
        new Set(['TABLESAMPLE SYSTEM']),
        words('WITHIN TIES XMLNAMESPACES ELEMENTS XMLSCHEMA'),
        words('DECIMAL DEC NUMERIC FLOAT REAL CHAR VARCHAR NVARCHAR NCHAR BINARY VARBINARY TIME'),
        words('DATETIME2 DATETIMEOFFSET CHARACTER'),
      ),
      nameLists: words('INDEX FORCESEEK'),
      tableArguments: words('containstable freetexttable'),
      hints: harmlessHints,
      selfReference: true,
    },
    starts: words('SELECT WITH'),
    forbidden,
    mayStand,
    rules,
    functions: { builtIn: functions, isPlain: isAnswerName },
    judgeCall,
    accessOf,
    isSystem,
    style: {
      quoteName: (name) => `[${name}]`,
      isPrefix: (word) => /^n$/i.test(word),
    },
    edits,
    tree: { kinds, clauses },
  } satisfies Policy);
