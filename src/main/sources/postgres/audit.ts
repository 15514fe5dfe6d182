import type { Job } from '../pooled-source.ts';
import type { EngineTools, GrantReport } from '../source.ts';
import type { PgConnection, PgDriver } from './connect.ts';

export async function audit(
  _job: Job<PgConnection>,
  _driver: PgDriver,
  _tools: EngineTools,
): Promise<Omit<GrantReport, 'takenAt'>> {
  throw new Error('todo');
}
