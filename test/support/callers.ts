import type { Caller } from '../../src/main/contract/caller.ts';
import type { Person } from '../../src/preload/contract/people.ts';

/** Who calls, as the doors would say it. */
export const operatorOf = (organizationId: number | null): Caller => ({
  door: 'web',
  access: 'operator',
  userId: null,
  organizationId,
  sessionId: null,
  address: null,
  language: 'en',
});

export const onLan = (person: Person): Caller => ({
  door: 'lan',
  access: person.role === 'owner' ? 'owner' : 'member',
  userId: person.id,
  organizationId: person.organization?.id ?? null,
  sessionId: 1,
  address: '10.0.0.9',
  language: 'en',
});
