import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { start } from './serve.ts';

const Ready = z.object({ chat: z.string() });

export interface Demo extends AsyncDisposable {
  /** The address of its chat page. */
  chat: string;
}

/** The demo as people start it: the sample company, the practice model, the chat page. */
export async function startDemo(): Promise<Demo> {
  const child = start(['demo'], {});
  const exited = once(child, 'exit');
  const close = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  child.stderr?.resume();
  if (!child.stdout) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const { chat } = Ready.parse(JSON.parse(line));
    return { chat, [Symbol.asyncDispose]: close };
  }
  throw new Error('the demo ended before it was ready');
}
