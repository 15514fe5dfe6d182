import { Agent, fetch as undiciFetch } from 'undici';
import { z } from 'zod';
import { furnishChannels } from './furnish-channels.ts';
import type { House } from './house.ts';

const Id = z.object({ id: z.number() });
const Added = z.object({ database: Id });
const Signed = z.object({ token: z.string() });
const Credentials = z.object({ userName: z.string(), password: z.string() });
const List = z.object({ members: z.array(z.object({ userId: z.number(), name: z.string() })) });

const people = [
  'Layla Haddad',
  'Omar Khalil',
  'سارا احمدی',
  'يوسف المنصوري',
  'Daniel Weber',
  'Mina Rahimi',
  'Noor Saleh',
  'Karim Aziz',
  'Elena Rossi',
  'Reza Karimi',
];

export interface Furnished {
  organizationId: number;
  databaseId: number;
  /** Everybody in it, the owner first. */
  people: readonly number[];
  /** A bearer token of an owner at the LAN door. */
  member: string;
}

/** An organisation with people, a database, questions, a budget and what owners say. */
export async function furnish(house: House): Promise<Furnished> {
  const { owner } = house;
  const boss = house.telegram.user(500, { name: 'Amina Saleh', languageCode: 'en' });
  const input = { name: 'Nahr Trading', ownerTelegramId: 500 };
  const { id: organizationId } = Id.parse(await owner('organizations.create', input));
  const call = (name: string, given: unknown = {}) => owner(name, given, organizationId);
  const shop = { name: 'Shop', connection: house.shop };
  const databaseId = Added.parse(await call('databases.add', shop)).database.id;
  for (const [at, name] of people.entries())
    await call('members.add', { telegramId: 501 + at, name });
  await call('invitations.create', { uses: 5, hours: 48 });
  await call('budgets.set', { scope: 'organization', period: 'month', amount: 25_000_000_000 });
  await call('budgets.set', { scope: 'appliance', period: 'day', amount: 2_000_000_000 });
  await call('glossary.set', { databaseId, term: 'big order', meaning: 'an order over 1,000' });
  const sql = 'SELECT region, COUNT(*) FROM orders GROUP BY region';
  await call('verified.add', { databaseId, question: 'How many orders per region?', sql });
  await furnishChannels(call, databaseId);
  boss.send('/start');
  await boss.sees(/Amina/);
  for (const text of ['What were total sales by region?', 'ما إجمالي المبيعات حسب المنطقة؟']) {
    boss.send(text);
    await boss.sees(/North sold most\./);
  }
  const { members } = List.parse(await call('members.list', { limit: 100 }));
  const everyone = members.map(({ userId }) => userId);
  return {
    organizationId,
    databaseId,
    people: everyone,
    member: await signIn(house, organizationId, 'Amina'),
  };
}

/** New credentials for a member, used at the LAN door. */
export async function signIn(house: House, organizationId: number, name: string): Promise<string> {
  const found = List.parse(await house.owner('members.list', { search: name }, organizationId));
  const userId = found.members[0]?.userId;
  const given = Credentials.parse(
    await house.owner('members.resetCredentials', { userId }, organizationId),
  );
  const response = await lanPost(house, 'session.signIn', given, null);
  return Signed.parse(await response.json()).token;
}

/** Its certificate is the appliance's own. */
const lan = new Agent({ connect: { rejectUnauthorized: false }, keepAliveTimeout: 10 });

/** A call at the LAN door. */
export const lanPost = ({ served }: House, name: string, input: unknown, token: string | null) =>
  undiciFetch(`${served.ready.lan}/rpc/${name}`, {
    dispatcher: lan,
    method: 'POST',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
