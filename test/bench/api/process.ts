import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const LoopDelay = z.object({ p99: z.number(), max: z.number(), turn: z.number() });
type LoopDelay = z.infer<typeof LoopDelay>;

/** A process of its own, measured from outside. */
export interface Measured extends AsyncDisposable {
  /** What its first line of output says. */
  said: Record<string, unknown>;
  /** Milliseconds from its start to that line. */
  startMs: number;
  /** Milliseconds of processor time so far, user and system. */
  cpuMs(): number;
  /** Resident memory, megabytes. */
  memory(): number;
  /** Milliseconds its event loop was held up since the last call; see loop-delay.ts. */
  loopDelay(): Promise<LoopDelay>;
}

const root = resolve(import.meta.dirname, '../../..');
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

export async function startMeasured(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-loop-'));
  const delays = join(folder, 'delay.json');
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', './test/bench/api/loop-delay.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, LOOP_DELAY_FILE: delays, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = JSON.parse(await firstLine(child));
  const startMs = performance.now() - began;
  return {
    said,
    startMs,
    cpuMs: () => cpuOf(child),
    memory: () => residentOf(child),
    loopDelay: () => loopDelayOf(child, delays),
    [Symbol.asyncDispose]: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the process ended without a word');
}

function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

function residentOf({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}

async function loopDelayOf(child: ChildProcess, file: string): Promise<LoopDelay> {
  rmSync(file, { force: true });
  child.kill('SIGUSR2');
  while (!existsSync(file)) await sleep(20);
  return LoopDelay.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  return ended;
}
