import { enableCompileCache } from 'node:module';
import { commands } from './node/commands/commands.ts';
import { runCommand } from './node/commands/run-command.ts';

/** Node entry: the same appliance without a window, and the command line. */
// What a command loads is compiled once for all starts; where nothing can be kept, nothing is.
enableCompileCache();
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort(signal));

process.exitCode = await runCommand(commands, process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
});
