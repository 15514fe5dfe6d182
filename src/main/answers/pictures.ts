import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Chart } from '../../preload/contract/answer.ts';
import { DiwanError } from '../lib/errors.ts';

export interface Pictures extends AsyncDisposable {
  /** A PNG. */
  draw(chart: Chart): Promise<Buffer>;
}

/** Each picture leaves about 4 MB of native memory: a child draws this many and is replaced. */
const perChild = 60;
const timeoutMs = 45_000;
const idleMs = 60_000;

const Reply = z.object({
  png: z.string().optional(),
  error: z.string().optional(),
});

/** Draws charts in a child process, started when first needed and ended when idle. */
export function createPictures(): Pictures {
  let artist: Artist | null = null;
  let drawn = 0;
  let last: Promise<unknown> = Promise.resolve();
  const retire = () => {
    artist?.end();
    artist = null;
    drawn = 0;
  };
  const drawNow = (chart: Chart): Promise<Buffer> => {
    if (!artist || artist.gone() || drawn >= perChild) {
      retire();
      artist = startArtist();
    }
    drawn += 1;
    return artist.draw(chart);
  };
  return {
    // One at a time: a picture takes all of a core, and its time begins when it is its turn.
    draw: (chart) => {
      const turn = last.then(() => drawNow(chart));
      last = turn.catch(() => 'the next picture does not inherit this failure');
      return turn;
    },
    [Symbol.asyncDispose]: async () => retire(),
  };
}

interface Artist {
  gone(): boolean;
  draw(chart: Chart): Promise<Buffer>;
  end(): void;
}

function startArtist(): Artist {
  const child = fork(entry(), [], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let gone = false;
  const leave = () => {
    gone = true;
  };
  // Not heard, the failure to start a process, or to reach one that just died, would end ours.
  child.on('error', leave).on('exit', leave);
  const end = () => {
    gone = true;
    child.kill();
  };
  const idle = setTimeout(end, idleMs).unref();
  child.unref();
  child.channel?.unref();
  return {
    gone: () => gone,
    end,
    draw: async (chart) => {
      idle.refresh();
      child.channel?.ref();
      // A picture that never comes must not hold an answer.
      const late = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      try {
        return await replyTo(child, chart);
      } finally {
        clearTimeout(late);
        child.channel?.unref();
      }
    },
  };
}

function replyTo(child: ChildProcess, chart: Chart): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const failed = (cause: unknown) => reject(new DiwanError('internal', { cause }));
  const ended = () => failed(new Error('the picture process ended'));
  const told = (message: unknown) => {
    const { png, error } = Reply.parse(message);
    if (png === undefined) failed(new Error(error));
    else resolve(Buffer.from(png, 'base64'));
  };
  child.once('message', told).once('exit', ended).once('error', failed);
  child.send({ chart }, (error) => error && failed(error));
  return promise.finally(() => child.off('message', told).off('exit', ended).off('error', failed));
}

/** Beside this file under source; in the bundle an entry of its own above the chunks. */
function entry(): string {
  const folder = import.meta.dirname;
  const places = ['draw-child.ts', 'draw-child.js', '../draw-child.js'].map((name) =>
    join(folder, name),
  );
  const found = places.find((place) => existsSync(place));
  if (!found) throw new DiwanError('internal', { cause: new Error('no entry for pictures') });
  return found;
}
