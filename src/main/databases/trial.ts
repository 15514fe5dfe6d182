import type { Schema } from '../../preload/contract/database.ts';
import { isDiwanError } from '../lib/errors.ts';
import type { GrantReport, Source, Target } from '../sources/source.ts';
import type { Provenance } from './connections.ts';
import type { CatalogueDeps } from './deps.ts';

/** What a connection string proved to lead to. */
export interface Found {
  /** Null where the engine could not tell; the owner can ask again. */
  grants: GrantReport | null;
  schema: Schema;
}

/** Connects, asks for the grants and reads the schema, on a connection that nothing else uses. */
export async function tryOut(
  { connections, newKey }: Pick<CatalogueDeps, 'connections' | 'newKey'>,
  target: Target,
  whose: Provenance,
  signal: AbortSignal,
): Promise<Found> {
  const key = newKey();
  const source = await connections.openTarget(key, target, whose);
  try {
    await source.test(signal);
    const grants = await auditOf(source, signal);
    return { grants, schema: await source.introspect(signal) };
  } finally {
    await connections.forget(key);
  }
}

/** An engine that cannot tell its grants is no reason to refuse it: they stay unknown. */
async function auditOf(source: Source, signal: AbortSignal): Promise<GrantReport | null> {
  try {
    return await source.audit(signal);
  } catch (error) {
    if (isDiwanError(error, 'db_permission') || isDiwanError(error, 'db_engine_error')) return null;
    throw error;
  }
}
