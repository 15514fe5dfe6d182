import { afterEach, beforeEach, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { asMember, asOwner, known, started } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';

let place: Town;
let house: House;
let sara: Person;

beforeEach(async () => {
  place = await town();
  house = await place.open();
  sara = await started(place, { id: 7, name: 'Sara' });
  asOwner(house, sara, 'Company');
});
afterEach(() => place[Symbol.asyncDispose]());

const rules = () => house.mail.rules.of(known(house, sara).organization?.id ?? null);

it('an owner keeps, changes and removes entries of the address book', async () => {
  sara.send('/contacts');
  await sara.sees('The address book is empty.');
  sara.send('/contacts Omar Farouk omar@example.com');
  await sara.sees('Kept: Omar Farouk, omar@example.com.');
  sara.send('/contacts "سارة أميني" <sara@example.com>');
  await sara.sees('sara@example.com. «Send it to');
  sara.send('/contacts nobody');
  await sara.sees(/^To add or change one/);
  sara.send('/contacts');
  const book = await sara.sees('2 entries in the address book');
  expect(book.text).toContain('Omar Farouk: omar@example.com');
  await sara.press('✕ Omar Farouk').answered();
  await sara.sees('1 entry in the address book');
  expect(house.mail.rules.contacts(known(house, sara)).map(({ name }) => name)).toEqual([
    'سارة أميني',
  ]);
});

it('members see the address book and change nothing', async () => {
  const omar = await started(place, { id: 8, name: 'Omar' });
  asMember(house, omar, sara);
  sara.send('/contacts Accounts accounts@example.com');
  await sara.sees('Kept:');
  omar.send('/contacts');
  const book = await omar.sees('Accounts: accounts@example.com');
  expect(book.buttons).toEqual([]);
  omar.send('/contacts Omar omar@example.com');
  await omar.sees('only its owners may');
  omar.send('/maildomains example.com');
  await omar.sees('only its owners may');
  expect(rules().domains).toEqual([]);
});

it('the list of domains says what it means, also when it is empty', async () => {
  sara.send('/maildomains');
  await sara.sees('No domain is listed: mail goes to any address');
  sara.send('/maildomains example.com, @Example.org');
  const listed = await sara.sees(
    'Without a second question mail goes to: example.com, example.org',
  );
  expect(rules().domains).toEqual(['example.com', 'example.org']);
  sara.send('/maildomains not a domain');
  await sara.sees('a domain is written like example.com');
  const stands = (text: string) =>
    sara.chat.waitFor(({ messages }) =>
      messages.some((one) => one.id === listed.id && one.text.includes(text)),
    );
  await sara.press('Allow any domain', { message: listed.id }).answered();
  await stands('without a second question?');
  await sara.press('Allow any domain', { message: listed.id }).answered();
  await stands('No domain is listed');
  expect(rules().domains).toEqual([]);
});
