import { sql } from 'kysely';

/** Whether a user `u` has this in their name or user name. */
export function isNamed(search: string) {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(u.name like ${pattern} escape '\\' or u.username like ${pattern} escape '\\')`;
}
