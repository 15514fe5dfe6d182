import { z } from 'zod';
import { command, query } from '../entry.ts';

/** A backup in the folder of backups. */
export const BackupFile = z.object({
  name: z.string(),
  bytes: z.number().int(),
  /** UTC ISO-8601. */
  madeAt: z.string(),
});
export type BackupFile = z.infer<typeof BackupFile>;

const Passphrase = z.string().min(8).max(1_000).nullable().default(null);
const BackupName = z.string().regex(/^[\w-][\w.-]{0,100}\.tar\.gz$/);

export const backup = {
  'backup.list': query({
    access: 'operator',
    input: z.object({}),
    output: z.object({ folder: z.string(), backups: z.array(BackupFile) }),
  }),
  /** With a passphrase the secrets are in it, sealed. */
  'backup.make': command({
    access: 'operator',
    input: z.object({ passphrase: Passphrase }),
    output: BackupFile,
  }),
  'backup.remove': command({
    access: 'operator',
    input: z.object({ name: BackupName }),
    output: z.object({}),
  }),
  /** Checks it and lays it ready: the next start puts it in place. */
  'backup.restore': command({
    access: 'operator',
    input: z.object({ name: BackupName, passphrase: Passphrase }),
    output: z.object({ madeAt: z.string(), secrets: z.boolean() }),
  }),
};
