import { enableCompileCache } from 'node:module';
import { commands } from './node/commands/commands.ts';
import { runCommand } from './node/commands/run-command.ts';

/** Node entry: the same appliance without a window, and the command line. */
// What a command loads is compiled once for all starts; where nothing can be kept, nothing is.
enableCompileCache();
const stop = new AbortController();
const signals = ['SIGTERM', 'SIGINT'] as const;
/** The terminal's Ctrl+C reaches this process twice: from npm's script as well. Later ones end it. */
const onceWithinMs = 1_000;
const onSignal = (signal: NodeJS.Signals): void => {
  if (stop.signal.aborted) return;
  stop.abort(signal);
  setTimeout(() => {
    for (const one of signals) process.off(one, onSignal);
  }, onceWithinMs).unref();
};
for (const signal of signals) process.on(signal, onSignal);

process.exitCode = await runCommand(commands, process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
});
