/**
 * Entry of the child process that reads SQLite files: a statement cannot be interrupted from
 * inside Node, so the appliance kills this process when one runs too long.
 */
import { Worker } from 'node:worker_threads';
import { auditFile } from './audit.ts';
import { openFile, toSourceError } from './connect.ts';
import { engineName, introspect } from './introspect.ts';
import { type End, Order, type Part, type Reply, type Request } from './protocol.ts';
import { ReadFiles } from './read-files.ts';
import { runQuery } from './run.ts';

const send = (reply: Reply): void => void process.send?.(reply);
const files = new ReadFiles();
const waiting = new Map<number, Request>();

function work(request: Request, part: (part: Part) => void): End {
  if (request.work === 'run')
    return files.read(request.path, (file) =>
      runQuery(file, request, (rows) => part({ kind: 'rows', rows })),
    );
  using db = openFile(request.path);
  switch (request.work) {
    case 'test':
      return { work: 'test', engine: engineName(db) };
    case 'introspect': {
      const engine = introspect(db, request.path, (tables) => part({ kind: 'tables', tables }));
      return { work: 'introspect', engine };
    }
    case 'audit':
      return auditFile(db, request.path);
  }
}

function answer(id: number, request: Request): void {
  try {
    send({ id, kind: 'done', end: work(request, (part) => send({ id, ...part })) });
  } catch (error) {
    const { code, params, cause } = toSourceError(error);
    send({ id, kind: 'error', code, params, detail: String(cause ?? code) });
  }
}

/** One a turn of the event loop, so that what is to be left is heard in between. */
function answerNext(): void {
  for (const [id, request] of waiting) {
    waiting.delete(id);
    answer(id, request);
    break;
  }
  if (waiting.size > 0) setImmediate(answerNext);
}

function obey(order: Order): void {
  if ('leave' in order) {
    for (const id of order.leave) if (waiting.delete(id)) send({ id, kind: 'left' });
    return;
  }
  if (waiting.size === 0) setImmediate(answerNext);
  for (const [id, request] of order.asks) waiting.set(id, request);
}

/** If the appliance is killed, this process must not go on with an endless statement alone. */
const watch = `
  const { parentPort, workerData: parent } = require('node:worker_threads');
  setInterval(() => {
    try { if (process.ppid !== parent) throw new Error(); process.kill(parent, 0); }
    catch { process.kill(process.pid, 'SIGKILL'); }
  }, 1000);`;

process.on('message', (message) => obey(Order.parse(message)));
process.on('disconnect', () => process.exit());
new Worker(watch, { eval: true, workerData: process.ppid, stdin: false }).unref();
