import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

const Ready = z.object({
  ready: z.literal(true),
  version: z.string(),
  pid: z.number(),
  owner: z.string().nullable(),
  lan: z.string().nullable(),
  api: z.string().nullable(),
  bot: z.string().nullable(),
});

/** The built appliance as a process of its own, as an operator starts it. */
export interface Served extends AsyncDisposable {
  ready: z.infer<typeof Ready>;
  process: ChildProcess;
  /** What it wrote to stderr. */
  errors(): string;
  /** SIGTERM; resolves with the exit code and how long that took, milliseconds. */
  stop(): Promise<{ code: number | null; elapsedMs: number }>;
  /** SIGKILL: as if the power of the process had gone. */
  kill(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** Starts the built headless entry with this environment alone, `through` another command or none. */
export function start(
  args: readonly string[],
  env: Environment,
  through: readonly string[] = [],
): ChildProcess {
  const whole = [...through, process.execPath, join(root, 'out/main/headless.js'), ...args];
  const [command = process.execPath, ...rest] = whole;
  return spawn(command, rest, {
    env: { PATH: process.env.PATH ?? '', HOME: env.DIWAN_HOME ?? '/nonexistent', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end. */
export async function runToEnd(
  args: readonly string[],
  env: Environment,
  input = '',
  through: readonly string[] = [],
): Promise<{ code: number | null; out: string; errors: string }> {
  const child = start(args, env, through);
  let out = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  return { code, out, errors };
}

export async function serve(env: Environment, through: readonly string[] = []): Promise<Served> {
  const child = start(['serve'], { DIWAN_LAN_PORT: '0', DIWAN_OWNER_PORT: '0', ...env }, through);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ready = await firstLine(child, () => errors);
  const exited = once(child, 'exit');
  return {
    ready,
    process: child,
    errors: () => errors,
    stop: async () => {
      const began = performance.now();
      child.kill('SIGTERM');
      const [code] = await exited;
      return { code, elapsedMs: performance.now() - began };
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function firstLine(
  child: ChildProcess,
  errors: () => string,
): Promise<z.infer<typeof Ready>> {
  if (!child.stdout) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout }))
    return Ready.parse(JSON.parse(line));
  throw new Error(`it ended before it was ready:\n${errors()}`);
}
