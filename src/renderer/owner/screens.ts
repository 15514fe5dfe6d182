import { lazy } from 'react';

/** Each screen is loaded when it is opened. */
export const screens = {
  overview: lazy(async () => ({ default: (await import('./screens/overview.tsx')).Overview })),
  ask: lazy(async () => ({ default: (await import('./screens/ask.tsx')).Ask })),
};
