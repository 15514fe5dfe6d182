import { type Finding, finding } from './guard.ts';
import { columnsEnd, fold, nameBefore, nameFrom } from './names.ts';
import type { Call, Grammar, Reading, TableReference } from './reading.ts';
import { isNamed, keyAt, type Statement } from './structure.ts';

type Clause = 'none' | 'ctes' | 'list' | 'source' | 'joined' | 'rest';

interface Frame {
  clause: Clause;
  query: boolean;
  recursive: boolean;
  /** CTE names in scope from here inwards. */
  ctes: Set<string>;
  /** The CTE whose body this frame is. */
  body: string | null;
  /** Whether the frame as a whole is a source of its parent. */
  source: boolean;
}

const setOperators = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'MINUS']);
const joins = new Set(['JOIN', 'APPLY', 'STRAIGHT_JOIN']);

const frame = (clause: Clause, body: string | null = null, source = false): Frame => ({
  clause,
  query: false,
  recursive: false,
  ctes: new Set(),
  body,
  source,
});

/** Reads tables, function calls and queries off the tokens alone, without any parser. */
export function read(statement: Statement, grammar: Grammar): Reading | Finding {
  return new Reader(statement, grammar).read();
}

class Reader {
  readonly #statement: Statement;
  readonly #grammar: Grammar;
  readonly #frames: Frame[] = [frame('none')];
  readonly #tables: TableReference[] = [];
  readonly #calls: Call[] = [];
  #selects = 0;
  #objection: Finding | null = null;

  constructor(statement: Statement, grammar: Grammar) {
    this.#statement = statement;
    this.#grammar = grammar;
  }

  read(): Reading | Finding {
    const { length } = this.#statement.tokens;
    for (let index = 0; index < length && this.#objection === null; )
      index = Math.max(this.#step(index), index + 1);
    if (this.#objection !== null) return this.#objection;
    return {
      selects: this.#selects,
      tables: this.#tables,
      calls: this.#calls,
    };
  }

  get #frame(): Frame {
    return this.#frames.at(-1) ?? frame('none');
  }

  #key(index: number): string {
    return keyAt(this.#statement, index);
  }

  #refuse(reason: string): number {
    this.#objection = finding('unparsed', reason);
    return 0;
  }

  /** Handles the token at `index` and answers the index to go on with. */
  #step(index: number): number {
    const key = this.#key(index);
    const { clause } = this.#frame;
    if (key === '(') return this.#open(index);
    if (key === ')') return this.#close(index);
    if (key === 'WITH' && this.#opensQuery(index)) return this.#with(index);
    if (key === 'SELECT') return this.#select(index);
    if (key === 'VALUES' && this.#opensQuery(index)) {
      this.#frame.clause = 'none';
      return index + 1;
    }
    if (clause === 'ctes' && key !== ',' && isNamed(this.#statement.tokens[index]))
      return this.#cte(index);
    if (clause === 'source') return this.#source(index, key);
    return this.#query(index, key, clause);
  }

  #query(index: number, key: string, clause: Clause): number {
    const top = this.#frame;
    const from = key === 'FROM' && top.query && !this.#otherFrom(index);
    if (from && clause !== 'list')
      return this.#refuse('A second FROM stands where none is expected.');
    if (from) top.clause = 'source';
    else if (setOperators.has(key)) top.clause = 'none';
    else if (clause === 'joined' && this.#goesOn(index, key)) top.clause = 'source';
    else if (clause === 'joined' && this.#ends(index, key)) top.clause = 'rest';
    return index + 1;
  }

  #ends(index: number, key: string): boolean {
    const { clauseEnds } = this.#grammar;
    return clauseEnds.has(key) || clauseEnds.has(`${this.#key(index - 1)} ${key}`);
  }

  /** A comma or JOIN, not the JOIN of `USE INDEX FOR JOIN`. */
  #goesOn(index: number, key: string): boolean {
    return key === ',' || (joins.has(key) && this.#key(index - 1) !== 'FOR');
  }

  /** WITH and VALUES at the beginning of the statement or of a parenthesis. */
  #opensQuery(index: number): boolean {
    return this.#statement.tokens[index - 1] === undefined || this.#key(index - 1) === '(';
  }

  /** `IS [NOT] DISTINCT FROM` and `FOR SYSTEM_TIME FROM`. */
  #otherFrom(index: number): boolean {
    const before = this.#key(index - 1);
    const distinct = before === 'DISTINCT' && ['IS', 'NOT'].includes(this.#key(index - 2));
    return distinct || before === 'SYSTEM_TIME';
  }

  #with(index: number): number {
    this.#frame.clause = 'ctes';
    if (this.#key(index + 1) === 'XMLNAMESPACES')
      return (this.#statement.partner.get(index + 2) ?? index) + 1;
    const recursive = this.#key(index + 1) === 'RECURSIVE';
    this.#frame.recursive = recursive || this.#grammar.selfReference;
    return recursive ? index + 2 : index + 1;
  }

  /** `name [(columns)] AS [[NOT] MATERIALIZED] (`: up to the body's first token. */
  #cte(index: number): number {
    const name = fold(this.#statement.tokens[index]?.value ?? '');
    let next = index + 1;
    if (this.#key(next) === '(') next = this.#columns(next);
    if (this.#key(next) !== 'AS') return index + 1;
    next += 1;
    if (this.#key(next) === 'NOT') next += 1;
    if (this.#key(next) === 'MATERIALIZED') next += 1;
    if (this.#key(next) !== '(') return this.#refuse('A common table expression has no body.');
    const body = frame('none', name);
    if (this.#frame.recursive) body.ctes.add(name);
    this.#frames.push(body);
    return next + 1;
  }

  #select(index: number): number {
    this.#selects += 1;
    this.#frame.query = true;
    this.#frame.clause = 'list';
    return index + 1;
  }

  #open(index: number): number {
    const { tokens } = this.#statement;
    if (this.#grammar.nameLists.has(this.#key(index - 1))) return this.#columns(index);
    const asSource = this.#frame.clause === 'source';
    if (isNamed(tokens[index - 1]) && !asSource && !this.#isKeyword(index - 1))
      this.#calls.push({
        ...nameBefore(this.#statement, index),
        open: index,
        empty: this.#isEmpty(index),
      });
    this.#frames.push(frame(asSource ? 'source' : 'none', null, asSource));
    return index + 1;
  }

  #close(index: number): number {
    const closed = this.#frames.pop();
    if (closed === undefined || this.#frames.length === 0)
      return this.#refuse('The parentheses do not match.');
    if (closed.body !== null) this.#frame.ctes.add(closed.body);
    if (!closed.source) return index + 1;
    this.#frame.clause = 'joined';
    return this.#alias(index + 1).next;
  }

  #isEmpty(open: number): boolean {
    return this.#key(open + 1) === ')';
  }

  /** Whether the word before a parenthesis is part of the language, alone or with the one before. */
  #isKeyword(index: number): boolean {
    const key = this.#key(index);
    const { notCalled } = this.#grammar;
    return notCalled.has(key) || notCalled.has(`${this.#key(index - 1)} ${key}`);
  }

  #source(index: number, key: string): number {
    if (this.#grammar.beforeSource.has(key)) return index + 1;
    const token = this.#statement.tokens[index];
    if (token?.kind === 'variable') return this.#refuse('A variable stands where a table should.');
    if (!isNamed(token) && key !== '.') return this.#refuse('FROM is not followed by a table.');
    const { parts, next } = nameFrom(this.#statement, index);
    this.#frame.clause = 'joined';
    if (this.#key(next) === '(' && !this.#areHints(next))
      return this.#tableFunction(parts, index, next);
    const after = this.#key(next) === '(' ? (this.#statement.partner.get(next) ?? 0) + 1 : next;
    const { alias, renamed, next: end } = this.#alias(after);
    const cte = this.#isCte(parts);
    this.#tables.push({ parts, cte, alias, renamed, argument: false, index });
    return end;
  }

  #tableFunction(parts: string[], index: number, open: number): number {
    this.#calls.push({ parts, index, open, empty: this.#isEmpty(open) });
    this.#frames.push(frame('none', null, true));
    if (!this.#grammar.tableArguments.has(fold(parts.at(-1) ?? ''))) return open + 1;
    const table = nameFrom(this.#statement, open + 1);
    const reference = { cte: false, alias: null, renamed: false, argument: true, index: open + 1 };
    this.#tables.push({ parts: table.parts, ...reference });
    return table.next;
  }

  #areHints(open: number): boolean {
    const close = this.#statement.partner.get(open) ?? open;
    const inner = this.#statement.tokens.slice(open + 1, close);
    return (
      inner.length > 0 && inner.every(({ key }) => key === ',' || this.#grammar.hints.has(key))
    );
  }

  #isCte(parts: readonly string[]): boolean {
    const name = fold(parts[0] ?? '');
    return parts.length === 1 && this.#frames.some(({ ctes }) => ctes.has(name));
  }

  /** `[AS] alias [(columns)]`, all of it optional. */
  #alias(index: number): { alias: string | null; renamed: boolean; next: number } {
    const { tokens } = this.#statement;
    let next = index;
    const explicit = this.#key(next) === 'AS' && this.#key(next + 1) !== 'OF';
    if (explicit) next += 1;
    const token = tokens[next];
    if (explicit && this.#key(next) === '(')
      return { alias: null, renamed: true, next: this.#columns(next) };
    if (!isNamed(token) || (!explicit && this.#grammar.afterSource.has(token.key)))
      return { alias: null, renamed: false, next };
    next += 1;
    if (this.#key(next) !== '(') return { alias: token.value, renamed: false, next };
    return { alias: token.value, renamed: true, next: this.#columns(next) };
  }

  #columns(open: number): number {
    const end = columnsEnd(this.#statement, open);
    if (typeof end === 'number') return end;
    this.#objection = end;
    return 0;
  }
}
