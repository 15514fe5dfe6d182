import { lazy } from 'react';

/** Each screen is loaded when it is opened. */
export const screens = {
  overview: lazy(async () => ({ default: (await import('./screens/overview.tsx')).Overview })),
  members: lazy(async () => ({ default: (await import('./screens/members.tsx')).Members })),
  databases: lazy(async () => ({ default: (await import('./screens/databases.tsx')).Databases })),
  usage: lazy(async () => ({ default: (await import('./screens/usage.tsx')).OwnUsage })),
  costs: lazy(async () => ({ default: (await import('./screens/costs.tsx')).Costs })),
};
