import { z } from 'zod';
import { DiwanError } from '../lib/errors.ts';

/** What a backup may hold. No other name is ever written, so that no path leads out. */
const PartName = z
  .string()
  .regex(/^((manager|costs)\.sqlite|secrets\.json|logs\/(conversations\/)?[\w-][\w.-]{0,200})$/);

export const Part = z.object({
  name: PartName,
  size: z.number().int().min(0),
  /** Hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Part = z.infer<typeof Part>;

/** The first file of every backup: what else is in it, and which version made it. */
export const Manifest = z.object({
  format: z.literal('diwan-backup'),
  version: z.literal(1),
  /** Diwan's own. */
  madeBy: z.string(),
  madeAt: z.string(),
  stores: z.object({ manager: z.number().int(), costs: z.number().int() }),
  /** Whether secrets are in it, sealed by a passphrase. */
  secrets: z.boolean(),
  parts: z.array(Part).max(100_000),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestName = 'manifest.json';
export const mostManifestBytes = 20_000_000;

const Envelope = z.object({ format: z.literal('diwan-backup'), version: z.number().int() });

/** @throws DiwanError `backup_damaged`, or `backup_newer` for a format that is not known yet */
export function parseManifest(text: string): Manifest {
  try {
    const json: unknown = JSON.parse(text);
    if (Envelope.parse(json).version > 1) throw new DiwanError('backup_newer');
    return Manifest.parse(json);
  } catch (cause) {
    throw cause instanceof DiwanError ? cause : new DiwanError('backup_damaged', { cause });
  }
}
