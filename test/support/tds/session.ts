/** One signed-in connection: runs its batches and calls, keeps its transaction and settings. */
import { type Answer, type AnswerContext, denied, type Login } from './answers.ts';
import { SqlFault, SqliteSession, toFault } from './engine.ts';
import type { SessionRecord } from './log.ts';
import type { Responder } from './respond.ts';
import type { Parameter } from './rpc.ts';
import { changed, defaultSettings, mismatch, noTransaction, type Settings } from './settings.ts';
import { environmentChange, infoToken, type SqlError } from './tokens.ts';
import { splitStatements } from './tsql.ts';

export interface SessionOptions {
  record: SessionRecord;
  user: string;
  login: Login;
  database: string;
  /** The SQLite file of each database. */
  files: ReadonlyMap<string, string>;
  answers: readonly Answer[];
  version: string;
  now: () => number;
  hangUp: () => void;
}

const begin = /^\s*BEGIN\s+TRAN(SACTION)?\b/i;
const commit = /^\s*COMMIT\b/i;
const touchesData =
  /^\s*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|TRUNCATE|GRANT|REVOKE|OPEN|FETCH)\b|\bFROM\b/i;
const rollback = /^\s*(IF\s+@@TRANCOUNT\s*>\s*0\s+)?ROLLBACK\b/i;

export class Session {
  readonly #options: SessionOptions;
  #database: string;
  #engine: SqliteSession;
  #transactions = 0;
  #descriptor = 0n;
  #settings: Settings = defaultSettings;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#database = options.database;
    this.#engine = new SqliteSession(this.#fileOf(options.database));
  }

  close(): void {
    this.#engine.close();
  }

  /** Runs every statement of a text; the first error ends it. */
  async run(
    sql: string,
    parameters: Parameter[],
    to: Responder,
    kind: 'batch' | 'rpc',
    signal: AbortSignal,
  ): Promise<void> {
    const before = this.#transactions;
    const settings = this.#settings;
    this.#log({ kind, sql, parameters, transactions: before });
    let error: SqlError | null = null;
    try {
      await this.#statements(splitStatements(sql), parameters, to, signal);
      if (kind === 'rpc' && this.#transactions !== before)
        throw new SqlFault(mismatch(before, this.#transactions));
    } catch (caught) {
      error = toFault(caught);
    }
    // What sp_executesql sets ends with it.
    if (kind === 'rpc') this.#settings = settings;
    if (signal.aborted) {
      this.#log({ kind: 'interrupted', sql, at: this.#options.now() });
      error = null;
    }
    const compiled = error?.number !== 102;
    if (this.#settings.abortOnError && (error !== null || signal.aborted) && compiled)
      await this.#rollback(to);
    await to.end(error);
  }

  async #statements(
    statements: readonly string[],
    parameters: Parameter[],
    to: Responder,
    signal: AbortSignal,
  ): Promise<void> {
    for (const [at, statement] of statements.entries()) {
      if (signal.aborted) return;
      await this.#statement(statement, parameters, to, at < statements.length - 1);
    }
    if (statements.length === 0) await to.outcome(null, false);
  }

  async #statement(sql: string, parameters: Parameter[], to: Responder, more: boolean) {
    if (begin.test(sql)) await this.begin(to);
    else if (commit.test(sql)) await this.commit(to);
    else if (rollback.test(sql)) await this.rollbackStatement(to, /IF/i.test(sql.slice(0, 12)));
    else if (/^\s*SET\s/i.test(sql)) this.#set(sql);
    else if (/^\s*USE\s/i.test(sql)) await this.#use(sql, to);
    else return this.#query(sql, parameters, to, more);
    await to.outcome(null, more);
  }

  async #query(sql: string, parameters: Parameter[], to: Responder, more: boolean): Promise<void> {
    const { user, login } = this.#options;
    const query = (text: string) => this.#engine.query(text);
    const context: AnswerContext = { sql, database: this.#database, user, login, query };
    const refused = denied(login, context);
    if (refused !== null) throw new SqlFault(refused);
    const answer = this.#options.answers.find(({ match }) => match.test(sql));
    if (answer?.hangUp) return this.#options.hangUp();
    if (answer?.error !== undefined) throw new SqlFault(answer.error);
    if (answer !== undefined) return to.answer(answer, context, more);
    if (this.#settings.implicit && this.#transactions === 0 && touchesData.test(sql))
      await this.begin(to);
    if (/\bWAITFOR\b/i.test(sql)) return to.answer({ match: /^/, runaway: true }, context, more);
    await to.outcome(this.#engine.run(sql, parameters, this.#variables()), more);
  }

  async begin(to: Responder): Promise<void> {
    this.#log({ kind: 'transaction', action: 'begin' });
    this.#transactions += 1;
    if (this.#transactions > 1) return;
    this.#engine.begin();
    this.#descriptor += 1n;
    await to.token(environmentChange.begun(this.#descriptor));
  }

  async commit(to: Responder): Promise<void> {
    if (this.#transactions === 0) throw new SqlFault(noTransaction('COMMIT', 3902));
    this.#log({ kind: 'transaction', action: 'commit' });
    this.#transactions -= 1;
    if (this.#transactions > 0) return;
    this.#engine.end('COMMIT');
    await to.token(environmentChange.committed(this.#descriptor));
  }

  async rollbackStatement(to: Responder, onlyIfOpen: boolean): Promise<void> {
    if (this.#transactions > 0) return this.#rollback(to);
    if (!onlyIfOpen) throw new SqlFault(noTransaction('ROLLBACK', 3903));
  }

  async #rollback(to: Responder): Promise<void> {
    if (this.#transactions === 0) return;
    this.#log({ kind: 'transaction', action: 'rollback' });
    this.#transactions = 0;
    this.#engine.end('ROLLBACK');
    await to.token(environmentChange.rolledBack(this.#descriptor));
  }

  /** What sp_reset_connection does: as if just signed in. */
  async reset(to: Responder): Promise<void> {
    this.#log({ kind: 'reset' });
    this.#settings = defaultSettings;
    await this.#rollback(to);
    await to.token(environmentChange.reset());
  }

  #set(sql: string): void {
    this.#log({ kind: 'setting', sql: sql.trim() });
    this.#settings = changed(this.#settings, sql);
  }

  async #use(sql: string, to: Responder): Promise<void> {
    const name = /^\s*USE\s+\[?([^\]\s]+)/i.exec(sql)?.[1] ?? '';
    const next = new SqliteSession(this.#fileOf(name));
    this.#engine.close();
    this.#engine = next;
    await to.token(environmentChange.database(name, this.#database));
    const message = `Changed database context to '${name}'.`;
    await to.token(infoToken({ number: 5701, message }));
    this.#database = name;
  }

  #fileOf(name: string): string {
    const file = this.#options.files.get(name.toLowerCase());
    const message = `Database '${name}' does not exist. Make sure that the name is entered correctly.`;
    if (file === undefined) throw new SqlFault({ number: 911, message });
    return file;
  }

  #variables(): Record<string, string> {
    return {
      '@@TRANCOUNT': String(this.#transactions),
      '@@LOCK_TIMEOUT': this.#settings.lockTimeout,
      '@@SPID': String(this.#options.record.id),
      '@@VERSION': `'${this.#options.version}'`,
    };
  }

  #log(event: SessionRecord['events'][number]): void {
    this.#options.record.events.push(event);
  }
}
