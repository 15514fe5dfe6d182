import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';

/** A store's path; `busy` holds 1 from the request until the file is closed again, else 0. */
export const CheckpointData = z.object({ path: z.string(), busy: z.instanceof(Int32Array) });

const Frames = z.tuple([z.object({ log: z.number(), checkpointed: z.number() })]);

/** Writers go on meanwhile; each round has less to copy than the one before. */
const rounds = 4;

if (parentPort) {
  const { path, busy } = CheckpointData.parse(workerData);
  parentPort.on('message', () => {
    let log = 0;
    try {
      log = copyBack(path);
    } finally {
      Atomics.store(busy, 0, 0);
      Atomics.notify(busy, 0);
    }
    parentPort?.postMessage({ log });
  });
}

/**
 * Copies the log into the database, as far as no reader needs it, and holds up nobody. Returns the
 * log's length at the end, in pages.
 */
function copyBack(path: string): number {
  const file = new BetterSqlite3(path, { fileMustExist: true });
  try {
    for (let round = 1; ; round += 1) {
      const [{ log, checkpointed }] = Frames.parse(file.pragma('wal_checkpoint(PASSIVE)'));
      if (checkpointed >= log || round === rounds) return log;
    }
  } finally {
    file.close();
  }
}
