/** SQLite keeps the text of CREATE TABLE with its comments: the only descriptions a file can hold. */

export interface TableComments {
  table: string | null;
  /** By column name in lower case. */
  columns: ReadonlyMap<string, string>;
}

const token =
  /--([^\n]*)|\/\*([\s\S]*?)\*\/|'(?:[^']|'')*'|("(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*)|\n|[^\s]/gu;

const unquote = (name: string): string =>
  /^["`[]/.test(name) ? name.slice(1, -1).replace(/(["`])\1/g, '$1') : name;

/**
 * A comment after a column, on its line, describes the column; one on a line of its own describes
 * the column that follows; one before or beside the opening parenthesis describes the table.
 */
export function commentsOf(sql: string): TableComments {
  const reader = new CommentReader();
  for (const match of sql.matchAll(token)) reader.read(match);
  return { table: reader.table, columns: reader.columns };
}

class CommentReader {
  table: string | null = null;
  readonly columns = new Map<string, string>();
  #depth = 0;
  #column: string | null = null;
  #expectsName = false;
  #waiting: string | null = null;
  /** Until the line of the opening parenthesis ends. */
  #onFirstLine = true;

  read([text, line, block, name]: RegExpExecArray | RegExpMatchArray): void {
    const comment = (line ?? block)?.trim();
    if (comment !== undefined) this.#comment(comment);
    else if (text === '\n') this.#lineEnds();
    else if (text === '(') this.#open();
    else if (text === ')') this.#depth -= 1;
    else if (text === ',' && this.#depth === 1) this.#expectsName = true;
    else if (name !== undefined && this.#expectsName) this.#startColumn(unquote(name));
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth === 1) this.#expectsName = true;
  }

  #startColumn(name: string): void {
    this.#expectsName = false;
    this.#column = name.toLowerCase();
    if (this.#waiting !== null) this.#describe(this.#column, this.#waiting);
    this.#waiting = null;
  }

  #comment(text: string): void {
    if (text === '') return;
    if (this.#column !== null) this.#describe(this.#column, text);
    else if (this.table === null && this.#onFirstLine) this.table = text;
    else this.#waiting = this.#waiting === null ? text : `${this.#waiting} ${text}`;
  }

  #describe(column: string, text: string): void {
    const before = this.columns.get(column);
    this.columns.set(column, before === undefined ? text : `${before} ${text}`);
  }

  /** After a comma the column is over with its line; a comment may still follow on it. */
  #lineEnds(): void {
    if (this.#expectsName) this.#column = null;
    if (this.#depth > 0) this.#onFirstLine = false;
  }
}
