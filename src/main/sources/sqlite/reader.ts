import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DiwanError } from '../../lib/errors.ts';
import type { Job } from './job.ts';
import type { Order, Reply, Request } from './protocol.ts';

export interface ReaderEvents {
  /** It has nothing left to do. */
  rested(): void;
  /** The process ended: `current` was being worked on, `behind` were not begun. */
  gone(current: Job | null, behind: Job[]): void;
}

/** A process that reads SQLite files, and what it was asked and has not answered yet. */
export class Reader {
  readonly #child: ChildProcess = startChild();
  readonly #now: () => number;
  readonly #events: ReaderEvents;
  /** By number, in the order of work. Null: nobody waits for it any more. */
  readonly #asked = new Map<number, Job | null>();
  #last = 0;
  #heardAt = 0;
  #alive = true;

  constructor(now: () => number, events: ReaderEvents) {
    this.#now = now;
    this.#events = events;
    const end = () => this.#end();
    this.#child.on('message', (message) => this.#hear(message));
    this.#child.on('error', end).once('exit', end).once('disconnect', end);
  }

  get busy(): boolean {
    return this.#asked.size > 0;
  }

  /** Milliseconds since it last said something, with work to do. */
  silentMs(): number {
    return this.busy ? this.#now() - this.#heardAt : 0;
  }

  /** What it works on is asked for by nobody. */
  get idles(): boolean {
    const [first] = this.#asked.values();
    return first === null;
  }

  ask(jobs: readonly Job[]): void {
    if (!this.busy) this.#heardAt = this.#now();
    const asks = jobs.map((job): [number, Request] => {
      this.#last += 1;
      this.#asked.set(this.#last, job);
      return [this.#last, job.request];
    });
    this.#tell({ asks });
  }

  /** Takes back what it has not begun. */
  takeBack(): Job[] {
    const [, ...behind] = this.#asked;
    const taken = behind.flatMap(([id, job]) => (job ? [{ id, job }] : []));
    if (taken.length > 0) this.#leave(taken.map(({ id }) => id));
    return taken.map(({ job }) => job);
  }

  /** Nobody waits for it any more: the process is ended where that is what it works on. */
  forget(job: Job): void {
    const [current] = this.#asked.keys();
    for (const [id, asked] of this.#asked) {
      if (asked !== job) continue;
      this.#leave([id]);
      if (id === current) this.kill();
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
    this.#end();
  }

  /** Resolves once there is no process. */
  exited(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => this.#child.once('exit', () => resolve()));
  }

  #leave(ids: number[]): void {
    for (const id of ids) this.#asked.set(id, null);
    this.#tell({ leave: ids });
  }

  #tell(order: Order): void {
    if (this.#alive) this.#child.send(order, (error) => error && this.#end());
  }

  #hear(message: unknown): void {
    if (!this.#alive || !isReply(message)) return;
    this.#heardAt = this.#now();
    const job = this.#asked.get(message.id);
    if (message.kind === 'rows' || message.kind === 'tables') job?.part(message);
    else this.#asked.delete(message.id);
    if (message.kind === 'done') job?.resolve(message.end);
    if (message.kind === 'error') job?.reject(toError(message));
    if (!this.busy) this.#events.rested();
  }

  #end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    const [current = null, ...behind] = this.#asked.values();
    this.#asked.clear();
    this.#events.gone(
      current,
      behind.filter((job) => job !== null),
    );
  }
}

/** Node by itself, and Electron's binary told to be Node; nothing of the environment is secret then. */
const startChild = (): ChildProcess =>
  fork(entry(), [], {
    execArgv: ['--max-old-space-size=512', '--disable-warning=ExperimentalWarning'],
    env: { ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

/** Beside this file under source; in the bundle an entry of its own above the chunks. */
function entry(): string {
  const folder = import.meta.dirname;
  const places = [
    join(folder, 'child.ts'),
    join(folder, 'sqlite-child.js'),
    join(folder, '..', 'sqlite-child.js'),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new DiwanError('internal', { cause: new Error('no child entry') });
  return found;
}

const isReply = (message: unknown): message is Reply =>
  typeof message === 'object' && message !== null && 'kind' in message;

const toError = ({ code, params, detail }: Extract<Reply, { kind: 'error' }>): DiwanError =>
  new DiwanError(code, { cause: new Error(detail), params });
