import type { Endpoint } from '../endpoint.ts';
import { adminChannelChange } from './admin-channel-change.ts';
import { adminChannelCreate } from './admin-channel-create.ts';
import { adminChannels } from './admin-channels.ts';
import { adminDashboard } from './admin-dashboard.ts';
import { adminKeyRevoke } from './admin-key-revoke.ts';
import { adminKeyRotate } from './admin-key-rotate.ts';
import { adminKeyUsage } from './admin-key-usage.ts';
import { adminKeys } from './admin-keys.ts';
import { chat } from './chat.ts';
import { commands } from './commands.ts';
import { completions } from './completions.ts';
import { models } from './models.ts';

/** Every endpoint of `/v1` but those that describe it. */
export const endpoints: readonly Endpoint[] = [
  chat,
  commands,
  completions,
  models,
  adminDashboard,
  adminChannels,
  adminChannelCreate,
  adminChannelChange,
  adminKeys,
  adminKeyRotate,
  adminKeyRevoke,
  adminKeyUsage,
];
