import { furnish, signIn } from '../furnish.ts';
import { type House, openHouse } from '../house.ts';
import { writePast } from '../past.ts';

export interface Houses extends AsyncDisposable {
  /** An organisation in full use, with bearer tokens of its owner and of a member. */
  full: House;
  owner: string;
  colleague: string;
  /** Nothing has been done here yet. */
  fresh: House;
  /** An organisation with nobody but its owner. */
  empty: House;
  newcomer: string;
  /** One with a database and a channel that nothing has been asked of. */
  unused: House;
}

export async function openHouses(): Promise<Houses> {
  await using stack = new AsyncDisposableStack();
  // Told that something starts it again, the window offers to restart it.
  const full = stack.use(await openHouse({ DIWAN_RESTART_CODE: '75' }));
  const fresh = stack.use(await openHouse());
  const empty = stack.use(await openHouse());
  const unused = stack.use(await openHouse());
  const { organizationId, people, member } = await furnish(full);
  await writePast(full.home, organizationId, people);
  await full.owner('backup.make', { passphrase: null });
  const contact = { name: 'Accounts', address: 'accounts@nahr.example' };
  await full.owner('mail.keepContact', contact, organizationId);
  const price = { input: 2_000_000_000, cachedInput: 200_000_000, output: 9_500_000_000 };
  await full.owner('prices.set', { model: 'anthropic/claude-sonnet-5', ...price });
  const colleague = await signIn(full, organizationId, 'Omar');
  const newcomer = await settle(empty);
  await settle(unused);
  await unused.owner('databases.add', { name: 'Shop', connection: unused.shop }, 1);
  await unused.owner('channels.create', { channelId: 'website', title: 'Website' }, 1);
  const closing = stack.move();
  return {
    ...{ full, owner: member, colleague, fresh, empty, newcomer, unused },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** An organisation for its owner, who gets a bearer token. */
async function settle(house: House): Promise<string> {
  house.telegram.user(700, { name: 'Huda Nasser', languageCode: 'en' }).send('/start');
  await house.owner('organizations.create', { name: 'Nile Traders', ownerTelegramId: 700 });
  return signIn(house, 1, '');
}
