import type { Command } from './command.ts';

/** Every command, listed by hand. */
export const commands: Command[] = [
  {
    name: 'serve',
    usage: 'serve',
    summary: 'the appliance without a window, configured by its environment',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'demo',
    usage: 'demo [--ask "question"] [--port N]',
    summary: 'try it: a sample company, a practice model and a chat page',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'sql-check',
    usage: 'sql-check --dialect mssql|postgres|mysql|sqlite',
    summary: 'judge {"sql": …} lines from stdin as the guard does',
    load: async () => {
      const { runSqlCheck } = await import('./sql-check.ts');
      return (args, { stdin, stdout }) => runSqlCheck(args, stdin, stdout);
    },
  },
  {
    name: 'schema-select',
    usage: 'schema-select --schema FILE --budget TOKENS',
    summary: 'pick the tables that {"question": …} lines from stdin need',
    load: async () => {
      const { runSchemaSelect } = await import('./schema-select.ts');
      return (args, { stdin, stdout }) => runSchemaSelect(args, stdin, stdout);
    },
  },
  {
    name: 'backup',
    usage: 'backup FILE [--with-secrets]',
    summary: 'copy everything into one file, also while the appliance runs',
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    name: 'restore',
    usage: 'restore FILE [--without-secrets]',
    summary: 'put a backup in place; what was there is kept in a folder beside',
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    name: 'verify-log',
    usage: 'verify-log',
    summary: 'check the activity log: finds any change, gap or reorder',
    load: async () => (await import('./verify-log.ts')).verifyLog,
  },
];
