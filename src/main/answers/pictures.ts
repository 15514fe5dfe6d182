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
const timeoutMs = 15_000;
const idleMs = 60_000;

const Reply = z.object({
  id: z.number(),
  png: z.string().optional(),
  error: z.string().optional(),
});

/** Draws charts in a child process, started when first needed and ended when idle. */
export function createPictures(): Pictures {
  let child: Artist | null = null;
  let drawn = 0;
  const retire = () => {
    child?.end();
    child = null;
    drawn = 0;
  };
  return {
    draw: async (chart) => {
      if (!child || child.gone || drawn >= perChild) {
        retire();
        child = startArtist();
      }
      drawn += 1;
      return child.draw(chart);
    },
    [Symbol.asyncDispose]: async () => retire(),
  };
}

interface Artist {
  readonly gone: boolean;
  draw(chart: Chart): Promise<Buffer>;
  /** Ends once what it was asked for is drawn. */
  end(): void;
}

function startArtist(): Artist {
  const process = fork(entry(), [], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting = new Map<number, PromiseWithResolvers<Buffer>>();
  const state = { gone: false, ending: false, asked: 0 };
  const idle = setTimeout(() => stop(process, state), idleMs).unref();
  process.unref();
  process.channel?.unref();
  process.on('message', (message) => {
    const { id, png, error } = Reply.parse(message);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (png === undefined) asked?.reject(new DiwanError('internal', { cause: new Error(error) }));
    else asked?.resolve(Buffer.from(png, 'base64'));
    if (waiting.size === 0 && state.ending) stop(process, state);
    if (waiting.size === 0) process.channel?.unref();
  });
  process.on('exit', () => {
    state.gone = true;
    for (const one of waiting.values())
      one.reject(new DiwanError('internal', { cause: new Error('the picture process ended') }));
    waiting.clear();
  });
  return {
    get gone() {
      return state.gone;
    },
    draw: (chart) => {
      const id = state.asked++;
      const asked = Promise.withResolvers<Buffer>();
      waiting.set(id, asked);
      idle.refresh();
      process.channel?.ref();
      process.send({ id, chart });
      // A picture that never comes must not hold an answer.
      const late = setTimeout(() => process.kill('SIGKILL'), timeoutMs);
      return asked.promise.finally(() => clearTimeout(late));
    },
    end: () => {
      state.ending = true;
      if (waiting.size === 0) stop(process, state);
    },
  };
}

function stop(process: ChildProcess, state: { gone: boolean }): void {
  state.gone = true;
  process.kill();
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
