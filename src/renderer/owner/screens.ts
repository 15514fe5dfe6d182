import { lazy } from 'react';

/** Each screen is loaded when it is opened. */
export const screens = {
  overview: lazy(async () => ({ default: (await import('./screens/overview.tsx')).Overview })),
  ask: lazy(async () => ({ default: (await import('./screens/ask.tsx')).Ask })),
  members: lazy(async () => ({ default: (await import('./screens/members.tsx')).Members })),
  invitations: lazy(async () => ({
    default: (await import('./screens/invitations.tsx')).Invitations,
  })),
  databases: lazy(async () => ({ default: (await import('./screens/databases.tsx')).Databases })),
  costs: lazy(async () => ({ default: (await import('./screens/costs.tsx')).Costs })),
  channels: lazy(async () => ({ default: (await import('./screens/channels.tsx')).Channels })),
  activity: lazy(async () => ({ default: (await import('./screens/activity.tsx')).Activity })),
  settings: lazy(async () => ({ default: (await import('./screens/settings.tsx')).Settings })),
  setup: lazy(async () => ({ default: (await import('./screens/setup.tsx')).Setup })),
};

/** In the order of the navigation; set-up is reached from settings and at first start. */
export const navigation = [
  'overview',
  'ask',
  'members',
  'invitations',
  'databases',
  'costs',
  'channels',
  'activity',
  'settings',
] as const;
