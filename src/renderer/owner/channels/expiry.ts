import { today } from '../../period.ts';

/** The last moment of a UTC day given as `2027-01-31`; null for none. */
export const endOfDay = (day: string): string | null =>
  day === '' ? null : `${day}T23:59:59.999Z`;

/** Whether a key would have ended before it is issued. */
export const isPast = (day: string): boolean => day !== '' && day < today();
