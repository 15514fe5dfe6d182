import { z } from 'zod';
import { Use, usedShown } from '../admin-wire.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';
import { daysBack } from './admin-common.ts';

const Dashboard = z.object({
  success: z.literal(true),
  version: z.string(),
  channels: z.object({ total: z.int(), active: z.int() }),
  today: Use,
  last_30_days: Use,
});

export const adminDashboard = endpoint({
  method: 'get',
  path: '/admin',
  guard: 'admin',
  tag: 'admin',
  summary: 'All channels at a glance',
  responses: { 200: { description: 'Counts and use', schema: Dashboard } },
  fails: [401, 403, 429],
  handle({ deps }) {
    const { report, registry } = deps.programs;
    const use = (days: number) => {
      const period = daysBack(deps, days);
      return usedShown(report.byModel('all', period), period);
    };
    return saidJson({
      success: true,
      version: deps.version,
      channels: registry.count(),
      today: use(1),
      last_30_days: use(30),
    });
  },
});
