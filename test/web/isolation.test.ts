import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/preload/contract/contract.ts';
import { type House, openHouse } from '../support/house.ts';

let house: House;
let a: number;
let b: { organizationId: number; databaseId: number; userId: number; invitationId: number };
const secret = 'Zarqa-Secret-Works';

const Id = z.object({ id: z.number() });

beforeAll(async () => {
  house = await openHouse();
  const { owner } = house;
  a = Id.parse(await owner('organizations.create', { name: 'Acme' })).id;
  const organizationId = Id.parse(await owner('organizations.create', { name: secret })).id;
  const call = (name: string, input: unknown = {}) => owner(name, input, organizationId);
  const database = z
    .object({ database: Id })
    .parse(await call('databases.add', { name: `${secret} shop`, connection: house.shop }));
  const databaseId = database.database.id;
  const { userId } = z
    .object({ userId: z.number() })
    .parse(await call('members.add', { telegramId: 800, name: `${secret} member` }));
  const { invitation } = z.object({ invitation: Id }).parse(await call('invitations.create', {}));
  await call('glossary.set', { databaseId, term: secret, meaning: secret });
  await call('verified.add', { databaseId, question: secret, sql: 'SELECT 1' });
  await call('budgets.set', { scope: 'user', userId, period: 'day', amount: 5 });
  b = { organizationId, databaseId, userId, invitationId: invitation.id };
});
afterAll(() => house[Symbol.asyncDispose]());

/** Entries about the machine, not about one organisation. */
const machine =
  /^(organizations\.(list|create)|settings|setup|prices|session|about|overview\.health)/;
const day = '2026-03-01';

/** An input that names what belongs to B, with every id that there is. */
const naming = () => ({
  ...b,
  id: 1,
  termId: 1,
  name: 'Another name',
  note: { table: 'orders', hidden: true },
  term: 'x',
  meaning: 'x',
  question: 'x',
  sql: 'SELECT 1',
  connection: 'sqlite:///nowhere.sqlite',
  role: 'owner',
  scope: 'user',
  amount: 1,
  period: { from: day, to: day },
  view: 'people',
  text: 'How many?',
  requestId: crypto.randomUUID(),
  language: 'en',
});

describe('organisation A’s window', () => {
  const entries = Object.entries(contract).filter(
    ([name, { kind }]) => !machine.test(name) && kind !== 'stream',
  );

  it.each(entries)('neither sees nor changes anything of B by %s', async (name) => {
    const input = /^budgets\.(set|remove)/.test(name) ? { ...naming(), period: 'day' } : naming();
    const answer = await house.owner(name, input, a).catch((error: unknown) => String(error));
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it('left everything of B as it was', async () => {
    const call = (name: string, input: unknown = {}) => house.owner(name, input, b.organizationId);
    const { databaseId } = b;
    expect(await call('databases.get', { databaseId })).toMatchObject({ name: `${secret} shop` });
    expect(await call('members.list')).toMatchObject({ total: 1, members: [{ role: 'member' }] });
    expect(await call('invitations.list')).toMatchObject({ invitations: [{ status: 'open' }] });
    expect(await call('notes.list', { databaseId })).toEqual([]);
    expect(await call('glossary.list', { databaseId })).toHaveLength(1);
    expect(await call('verified.list', { databaseId })).toHaveLength(1);
    expect(await call('budgets.list')).toMatchObject([{ scope: 'user', amount: 5 }]);
  });
});
