import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/main/channels/telegram/commands/index.ts';
import { say } from '../../../src/main/lib/i18n.ts';
import { languages } from '../../../src/preload/contract/answer.ts';
import { type Role, roles } from '../../../src/preload/contract/people.ts';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { asMember, asOwner, known, withDatabase } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

let place: Town;
let house: House;
let ids = 1_000;

beforeAll(async () => {
  place = await town({ model: sqlModel('SELECT region, total FROM orders LIMIT 3', 'Done: 10.5') });
  house = await place.open();
});
afterAll(() => place[Symbol.asyncDispose]());

async function somebody(languageCode: string, role: Role): Promise<Person> {
  ids += 2;
  const boss = place.api.user(ids + 1, { name: 'Boss' });
  const person = place.api.user(ids, { name: 'Nadia', languageCode });
  for (const one of [boss, person]) {
    one.send('/start');
    await one.sees('/help');
  }
  if (role === 'owner') asOwner(house, person, 'Company');
  if (role === 'member') {
    asOwner(house, boss, 'Company');
    asMember(house, person, boss);
  }
  await withDatabase(place, house, role === 'member' ? boss : person);
  return person;
}

describe('a connection string that cannot be read', () => {
  const wrong = [
    'blah',
    'postgres://u:p@:5432/x',
    'postgres://u:p@host:99999/x',
    'oracle://u:p@host/x',
    'Server=host;Database',
    'Server="host;Database=x',
  ];

  it.each(['ar', 'fa'] as const)('is explained in %s', async (language) => {
    const person = await somebody(language, 'owner');
    for (const connection of wrong) {
      person.send(`/adddb Other ${connection}`);
      const told = await person.sees(({ text }) => text.includes('postgres://user:password@'));
      expect(told.text).not.toMatch(/\b(?:is|are|nor|none|named)\b/);
    }
  });
});

const cells = languages.flatMap((language) => roles.map((role) => ({ language, role })));

describe('every command', () => {
  it.each(cells)('speaks $language to a person who is $role', async ({ language, role }) => {
    let person = await somebody(language, role);
    for (const [index, { name }] of commands.entries()) {
      // Nobody may write so much at once.
      if (index % 12 === 11) person = await somebody(language, role);
      const { id } = person.send(`/${name}`);
      const { text } = await person.sees(() => true, { after: id });
      expect([name, text.trim()]).not.toEqual([name, '']);
      expect(text).not.toMatch(/\bbot\.\w|\berrors\.\w|\baction\.\w|{{|}}|\$t\(|undefined|NaN/);
      const arabic = /[\u0600-\u06ff]{3}/.test(text);
      // These two name every language in its own script.
      if (name === 'help' || name === 'language') continue;
      expect([name, arabic]).toEqual([name, language !== 'en']);
    }
  });

  it('answers in the language of the question, whatever the person’s own', async () => {
    const person = await somebody('en', 'standalone');
    person.send('كم عدد الطلبات حسب المنطقة؟');
    const arabic = await person.sees('Done: 10.5');
    expect(arabic.text).toContain(say('ar', 'bot.receipt.total', { cost: '' }).trim());
    person.send('فروش هر منطقه چقدر است؟ گزارش بده');
    const persian = await person.sees('Done: 10.5', { after: arabic.id });
    expect(persian.text).toContain('هزینه');
    person.send('And in English?');
    expect((await person.sees('Done: 10.5', { after: persian.id })).text).toContain('Cost $');
  });

  it('/language changes texts and menu at once, and stays', async () => {
    const person = await somebody('en', 'standalone');
    person.send('/language');
    await person.sees('Which language do you prefer?');
    await person.press('فارسی').answered();
    await person.sees('از این پس با شما فارسی');
    expect(known(house, person).language).toBe('fa');
    expect(person.menu.find(({ command }) => command === 'help')?.description).toBe(
      say('fa', 'bot.command.help'),
    );
    person.send('/nonsense');
    await person.sees('را نمی‌شناسم');
  });

  it('takes numbers in Arabic-Indic and Persian digits', async () => {
    const person = await somebody('ar', 'owner');
    person.send('/invite ٣ ٤٨');
    await person.sees('لـ3 أشخاص');
    person.send('/invite ۱۱');
    await person.sees('لـ11 شخصًا');
  });
});
