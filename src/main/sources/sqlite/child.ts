/**
 * Entry of the child process that reads SQLite files: a statement cannot be interrupted from
 * inside Node, so the appliance kills this process when one runs too long.
 */
import { Worker } from 'node:worker_threads';
import { auditFile } from './audit.ts';
import { openFile, toSourceError } from './connect.ts';
import { engineName, introspect } from './introspect.ts';
import { type End, type Reply, Request } from './protocol.ts';
import { runQuery } from './run.ts';

const send = (reply: Reply): void => void process.send?.(reply);

function work(request: Request): End {
  using db = openFile(request.path);
  switch (request.work) {
    case 'test':
      return { work: 'test', engine: engineName(db) };
    case 'introspect': {
      const engine = introspect(db, request.path, (tables) => send({ kind: 'tables', tables }));
      return { work: 'introspect', engine };
    }
    case 'audit':
      return auditFile(db, request.path);
    case 'run':
      return runQuery(db, request, (rows) => send({ kind: 'rows', rows }));
  }
}

/** If the appliance is killed, this process must not go on with an endless statement alone. */
const watch = `
  const { parentPort, workerData: parent } = require('node:worker_threads');
  setInterval(() => {
    try { if (process.ppid !== parent) throw new Error(); process.kill(parent, 0); }
    catch { process.kill(process.pid, 'SIGKILL'); }
  }, 1000);`;

process.on('message', (message) => {
  try {
    send({ kind: 'done', end: work(Request.parse(message)) });
  } catch (error) {
    const { code, params, cause } = toSourceError(error);
    send({ kind: 'error', code, params, detail: String(cause ?? code) });
  }
});
process.on('disconnect', () => process.exit());
new Worker(watch, { eval: true, workerData: process.ppid, stdin: false }).unref();
send({ kind: 'ready' });
