import type { Command, Terminal } from './command.ts';

/** Finds the command, runs it and tells what went wrong in a sentence. */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [name = 'help', ...rest] = args;
  const command = commands.find((one) => one.name === name);
  if (name === 'help' || isHelp(name)) {
    terminal.stdout.write(usage(commands));
    return 0;
  }
  if (!command) {
    terminal.stderr.write(`diwan: there is no command «${name}».\n\n${usage(commands)}`);
    return 2;
  }
  if (rest.some(isHelp)) {
    terminal.stdout.write(`${usageOf(command)}\n\n  ${command.summary}\n`);
    return 0;
  }
  try {
    const run = await command.load();
    return await run(rest, terminal);
  } catch (error) {
    return explain(error, command, terminal);
  }
}

async function explain(error: unknown, command: Command, terminal: Terminal): Promise<number> {
  if (isArgumentError(error)) {
    terminal.stderr.write(`diwan ${command.name}: ${error.message}\n${usageOf(command)}\n`);
    return 2;
  }
  const { sayError } = await import('../../lib/i18n.ts');
  const { toDiwanError } = await import('../../lib/errors.ts');
  const { redact } = await import('../../lib/redact.ts');
  terminal.stderr.write(`diwan: ${redact(sayError('en', error).message)}\n`);
  if (toDiwanError(error).code === 'internal' && error instanceof Error)
    terminal.stderr.write(`${redact(error.stack ?? '')}\n`);
  return 1;
}

/** What node:util's parseArgs throws for flags it does not know. */
const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

const usageOf = (command: Command): string => `usage: diwan ${command.usage}`;

function usage(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.usage.length));
  const lines = commands.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`);
  return `usage: diwan <command>\n\n${lines.join('\n')}\n`;
}
