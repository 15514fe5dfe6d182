import { z } from 'zod';
import { command, query } from '../entry.ts';

/** A backup in the folder of backups. */
export const BackupFile = z.object({
  name: z.string(),
  bytes: z.number().int(),
  /** UTC ISO-8601. */
  madeAt: z.string(),
  /** Made by the schedule, by hand, or put there from elsewhere. */
  kind: z.enum(['scheduled', 'manual', 'other']),
});
export type BackupFile = z.infer<typeof BackupFile>;

export const BackupCheck = z.object({
  madeAt: z.string(),
  /** Diwan's version that made it. */
  madeBy: z.string(),
  parts: z.number().int(),
  /** Of all parts, unpacked. */
  bytes: z.number().int(),
  /** Whether secrets are in it, and whether the passphrase opened them. */
  secrets: z.enum(['none', 'sealed', 'opened']),
});
export type BackupCheck = z.infer<typeof BackupCheck>;

const Passphrase = z.string().min(8).max(1_000).nullable().default(null);
const BackupName = z.string().regex(/^[\w-][\w.-]{0,100}\.tar\.gz$/);

export const backup = {
  'backup.list': query({
    access: 'operator',
    input: z.object({}),
    output: z.object({
      folder: z.string(),
      backups: z.array(BackupFile),
      /** When the backup was made that the next start puts in place; null: none. */
      laidReady: z.string().nullable(),
    }),
  }),
  /** With a passphrase the secrets are in it, sealed. */
  'backup.make': command({
    access: 'operator',
    input: z.object({ passphrase: Passphrase }),
    output: BackupFile,
  }),
  /** Reads it from end to end and puts its stores to the proof; nothing is changed. */
  'backup.check': command({
    access: 'operator',
    input: z.object({ name: BackupName, passphrase: Passphrase }),
    output: BackupCheck,
  }),
  'backup.remove': command({
    access: 'operator',
    input: z.object({ name: BackupName }),
    output: z.object({}),
  }),
  /** Takes back what was laid ready. */
  'backup.withdraw': command({
    access: 'operator',
    input: z.object({}),
    output: z.object({}),
  }),
  /** Checks it and lays it ready: the next start puts it in place. */
  'backup.restore': command({
    access: 'operator',
    input: z.object({ name: BackupName, passphrase: Passphrase }),
    output: z.object({ madeAt: z.string(), secrets: z.boolean() }),
  }),
};
