/**
 * Everything the windows can ask of the appliance, by name. The doors (IPC, loopback, LAN) are
 * transports of this list and add nothing to it.
 */
import type { z } from 'zod';
import { about } from './about.ts';
import type { Entry } from './entry.ts';

export const contract = {
  ...about,
} as const satisfies Record<string, Entry>;

export type Contract = typeof contract;
export type Name = keyof Contract;

export type InputOf<N extends Name> = z.input<Contract[N]['input']>;
export type OutputOf<N extends Name> = z.output<Contract[N]['output']>;
export type NamesOf<Kind extends Entry['kind']> = {
  [N in Name]: Contract[N]['kind'] extends Kind ? N : never;
}[Name];
