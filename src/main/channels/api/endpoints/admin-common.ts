import { z } from 'zod';
import { DiwanError } from '../../../lib/errors.ts';
import { lastDays } from '../../../programs/programs.ts';
import type { ApiDeps } from '../endpoint.ts';

/** The days a report looks back, today included, as a query gives them. */
export const DaysBack = z
  .string()
  .regex(/^\d{1,4}$/, 'channel.problem.days')
  .transform(Number)
  .pipe(z.number().min(1, 'channel.problem.days').max(3_660, 'channel.problem.days'))
  .optional();

/** How a query says yes or no. */
export const YesNo = z
  .string()
  .regex(/^(true|false|1|0|yes|no)$/i, 'channel.problem.type.boolean')
  .transform((value) => /^(true|1|yes)$/i.test(value))
  .optional();

export const daysBack = ({ clock }: ApiDeps, days = 30) => ({ ...lastDays(clock, days), days });

/**
 * A channel by its number or its channel_id.
 * @throws DiwanError `not_found`
 */
export function idOf({ programs }: ApiDeps, given: string): number {
  const number = /^\d{1,15}$/.test(given) ? programs.registry.known(Number(given)) : null;
  const channel = number ?? programs.registry.byName(given);
  if (!channel) throw new DiwanError('not_found', { params: { what: 'channel' } });
  return channel.row.id;
}

/** A key by its number. @throws DiwanError `not_found` */
export function keyIdOf(given: string): number {
  if (!/^\d{1,15}$/.test(given)) throw new DiwanError('not_found', { params: { what: 'key' } });
  return Number(given);
}
