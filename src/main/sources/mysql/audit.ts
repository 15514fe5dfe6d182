import type { Job } from '../pooled-source.ts';
import type { EngineTools, GrantReport } from '../source.ts';
import type { MyConnection, MyDriver } from './connect.ts';

export async function audit(
  _job: Job<MyConnection>,
  _driver: MyDriver,
  _tools: EngineTools,
): Promise<Omit<GrantReport, 'takenAt'>> {
  throw new Error('todo');
}
