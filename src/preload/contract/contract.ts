/**
 * Everything the windows can ask of the appliance, by name. The doors (IPC, loopback, LAN) are
 * transports of this list and add nothing to it.
 */
import type { z } from 'zod';
import { about } from './about.ts';
import { activity } from './entries/activity.ts';
import { appliance } from './entries/appliance.ts';
import { ask } from './entries/ask.ts';
import { backup } from './entries/backup.ts';
import { budgets } from './entries/budgets.ts';
import { channels } from './entries/channels.ts';
import { costs } from './entries/costs.ts';
import { databases } from './entries/databases.ts';
import { events } from './entries/events.ts';
import { health } from './entries/health.ts';
import { invitations } from './entries/invitations.ts';
import { knowledge } from './entries/knowledge.ts';
import { mail } from './entries/mail.ts';
import { members } from './entries/members.ts';
import { organizations } from './entries/organizations.ts';
import { overview } from './entries/overview.ts';
import { session } from './entries/session.ts';
import { settings } from './entries/settings.ts';
import { setup } from './entries/setup.ts';
import type { Entry } from './entry.ts';

export const contract = {
  ...about,
  ...activity,
  ...appliance,
  ...ask,
  ...backup,
  ...budgets,
  ...channels,
  ...costs,
  ...databases,
  ...events,
  ...health,
  ...invitations,
  ...knowledge,
  ...mail,
  ...members,
  ...organizations,
  ...overview,
  ...session,
  ...settings,
  ...setup,
} as const satisfies Record<string, Entry>;

export type Contract = typeof contract;
export type Name = keyof Contract;

export type InputOf<N extends Name> = z.input<Contract[N]['input']>;
export type OutputOf<N extends Name> = z.output<Contract[N]['output']>;
export type NamesOf<Kind extends Entry['kind']> = {
  [N in Name]: Contract[N]['kind'] extends Kind ? N : never;
}[Name];
