/** What a dialect's words mean to the reading of its tokens. */
export interface Grammar {
  /** Words (alone or with the word before) that a query's FROM clause ends with. */
  clauseEnds: ReadonlySet<string>;
  /** Words that stand before a table without being one, e.g. LATERAL. */
  beforeSource: ReadonlySet<string>;
  /** Words that follow a table and are no alias of it. */
  afterSource: ReadonlySet<string>;
  /** Words (alone or with the word before) that stand before a parenthesis and are no function. */
  notCalled: ReadonlySet<string>;
  /** Words after which a parenthesis holds nothing but names. */
  nameLists: ReadonlySet<string>;
  /** Table functions whose first argument is a table's name. */
  tableArguments: ReadonlySet<string>;
  /** Whether `t (word, word)` names hints, not columns. */
  hints: ReadonlySet<string>;
  /** Whether a CTE may refer to itself without RECURSIVE. */
  selfReference: boolean;
}

export interface TableReference {
  /** From the outermost qualifier to the name; empty where T-SQL leaves a part out. */
  parts: readonly string[];
  /** Whether it is a common table expression in scope, not a table of the database. */
  cte: boolean;
  alias: string | null;
  /** Whether the alias gives the columns other names. */
  renamed: boolean;
  /** Whether it is the argument of a table function, not a source itself. */
  argument: boolean;
  index: number;
}

export interface Call {
  parts: readonly string[];
  /** Where its name begins. */
  index: number;
  /** The index of its opening parenthesis. */
  open: number;
  /** Whether nothing stands in it. */
  empty: boolean;
}

export interface Reading {
  selects: number;
  tables: readonly TableReference[];
  calls: readonly Call[];
}
