import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Terminal } from './command.ts';
import { linesOf } from './lines.ts';

/**
 * One line that is not shown: asked for on a terminal, else the first line of stdin. Never from
 * the arguments, which every process of the machine can read. Null when there is none.
 */
export async function readPassphrase(terminal: Terminal, prompt: string): Promise<string | null> {
  const { stdin, stderr, signal } = terminal;
  if (!('isTTY' in stdin) || stdin.isTTY !== true) {
    for await (const line of linesOf(stdin)) return line.replace(/\r$/, '') || null;
    return null;
  }
  stderr.write(`${prompt}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true });
  try {
    return (await lines.question('', { signal })) || null;
  } finally {
    lines.close();
    stderr.write('\n');
  }
}
