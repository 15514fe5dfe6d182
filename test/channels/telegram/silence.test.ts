import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { known, started, withDatabase } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';
import { createPassingClock } from '../../support/clock.ts';
import { sqlModel } from '../../support/sql-model.ts';

let place: Town;
let house: House;
let ids = 500;

beforeAll(async () => {
  place = await town({ model: sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.') });
  house = await place.open();
});
afterAll(() => place[Symbol.asyncDispose]());

async function somebody(languageCode = 'en'): Promise<Person> {
  ids += 1;
  return await started(place, { id: ids, name: `Person ${ids}`, languageCode });
}

describe('whatever is sent', () => {
  it.each<[string, (person: Person) => unknown, string]>([
    ['a sticker', (person) => person.sendSticker(), 'I only read text'],
    ['a voice message', (person) => person.sendVoice(), 'cannot listen to voice messages'],
    ['a contact', (person) => person.sendContact('+123'), 'I only read text'],
    ['a place', (person) => person.sendLocation(1, 2), 'cannot use locations'],
    ['an unknown command', (person) => person.send('/nonsense'), 'I do not know /nonsense'],
    ['blanks', (person) => person.send('   '), 'What would you like to know?'],
    ['a smiley', (person) => person.send('😀'), 'What would you like to know?'],
    ['a lone sign', (person) => person.send('؟'), 'What would you like to know?'],
    ['a question without a database', (person) => person.send('How many?'), 'no database'],
    ['a text without end', (person) => person.send('x'.repeat(4_001)), 'at most 4,000 characters'],
    ['/adddb without a name', (person) => person.send('/adddb'), 'Name and connection string'],
    ['/adddb without a string', (person) => person.send('/adddb Shop'), 'Name and connection'],
    ['/adddb with nonsense', (person) => person.send('/adddb Shop nonsense'), 'cannot be read'],
    ['/join without a code', (person) => person.send('/join'), 'Send the code you were given'],
    ['/join with a wrong code', (person) => person.send('/join ABCDEFGH2345'), 'is not valid'],
    [
      '/createorg without a name',
      (person) => person.send('/createorg'),
      'Send the command and the name of your organization in one message',
    ],
    [
      '/removedb with none',
      (person) => person.send('/removedb'),
      'no database that you may remove',
    ],
    ['/cancel with nothing', (person) => person.send('/cancel'), 'Nothing is running'],
    ['/selectdb of nobody', (person) => person.send('/selectdb Foo'), 'no database you can ask'],
  ])('%s gets an answer', async (_what, send, answer) => {
    const person = await somebody();
    send(person);
    await person.sees(answer);
  });

  it('an edited message is not asked anew', async () => {
    const person = await somebody();
    await withDatabase(place, house, person);
    const { id } = person.send('How many orders?');
    await person.sees('There are 300.');
    person.edit(id, 'How many orders, really?');
    await person.sees('You changed a message');
    expect(person.chat.fromBot.filter(({ text }) => text.includes('There are 300.'))).toHaveLength(
      1,
    );
  });

  it('a forwarded question is answered, a forwarded command is not carried out', async () => {
    const person = await somebody();
    await withDatabase(place, house, person);
    const friend = await somebody();
    friend.send('How many orders?');
    await friend.sees('no database');
    const asked = friend.chat.messages.find(({ text }) => text === 'How many orders?');
    if (asked) person.forward(asked);
    await person.sees('There are 300.');
    friend.send('/createorg Mine');
    await friend.sees('The organization Mine stands');
    const command = friend.chat.messages.find(({ text }) => text === '/createorg Mine');
    if (command) person.forward(command);
    await person.sees('I do not carry out commands in forwarded messages');
    expect(known(house, person).organization).toBeNull();
  });

  it('a password is deleted and reaches neither the model nor the record', async () => {
    const person = await somebody();
    await withDatabase(place, house, person);
    const secret = 'hunter2-hunter2';
    const { id } = person.send(`postgres://sa:${secret}@db.example.com/shop`);
    await person.sees('looked as if it held a password');
    expect(person.chat.everything.find((message) => message.id === id)?.deleted).toBe(true);
    person.send(`/adddb Other postgres://sa:${secret}@nowhere.invalid/shop`);
    await person.sees('There is no machine called nowhere.invalid');
    person.send('/history');
    await person.sees('You have not asked anything yet');
    const everywhere = [
      JSON.stringify(place.gemini.calls),
      JSON.stringify(house.manager.file.prepare('SELECT * FROM inbox').all()),
      place.lines.join(''),
      JSON.stringify(place.api.calls()),
    ].join('');
    expect(everywhere).not.toContain(secret);
  });

  it('buttons that are old, foreign or made up are answered', async () => {
    const person = await somebody();
    const under = person.chat.last?.id ?? 0;
    for (const data of ['sql:1', 'more:99999:15', 'nonsense', '', 'db:x', 'lang:xx', 'pick:1:0'])
      expect((await person.press({ data, message: under }).answered()).text, data).toMatch(
        /^(?!Something went wrong)./,
      );
  });

  it('a code that has led in is welcomed again: its first welcome may have been cut off', async () => {
    const [owner, guest, other] = [await somebody(), await somebody(), await somebody()];
    house.people.organizations.create(known(house, owner), 'Harbour');
    const { code } = house.people.invitations.create(known(house, owner), { uses: 2, hours: 1 });
    for (const again of [`/join ${code}`, `/join ${code}`, `/start join_${code}`]) {
      guest.send(again);
      await guest.sees('Welcome to Harbour');
    }
    other.send(`/join ${code}`);
    await other.sees('Welcome to Harbour');
    const { code: another } = house.people.invitations.create(known(house, owner));
    guest.send(`/join ${another}`);
    await guest.sees('You may not join another organization');
  });

  it('a flood is told once, and what follows is heard again', async () => {
    const person = await somebody();
    const before = person.chat.fromBot.length;
    const began = performance.now();
    for (let n = 0; n < 60; n += 1) person.send('/myinfo');
    await person.sees('a bit fast');
    await expect.poll(() => house.telegram.status().open).toBe(0);
    const seconds = (performance.now() - began) / 1_000;
    const said = person.chat.fromBot.slice(before).map(({ text }) => text);
    const count = (part: string) => said.filter((text) => text.includes(part)).length;
    // Twenty at once and two a second after that; each that is let in so late ends what was told.
    const late = Math.max(0, count('Telegram id') - 20);
    expect(late).toBeLessThanOrEqual(2 * seconds + 1);
    expect(count('a bit fast')).toBeLessThanOrEqual(1 + late);
    const presses = Array.from({ length: 30 }, () =>
      person.press({ data: 'lang:en', message: person.chat.last?.id ?? 0 }).answered(),
    );
    const notes = await Promise.all(presses);
    expect(notes.some(({ text }) => text.includes('a bit fast'))).toBe(true);
  });

  it('somebody who blocked the bot is remembered as such until they write', async () => {
    const owner = await somebody();
    house.people.organizations.create(known(house, owner), 'Blockers');
    const member = await somebody();
    const { code } = house.people.invitations.create(known(house, owner));
    house.people.invitations.join(known(house, member), code);
    const reachable = () =>
      house.people.members
        .list(known(house, owner))
        .members.find(({ userId }) => userId === known(house, member).id)?.reachable;
    member.block();
    await expect.poll(reachable).toBe(false);
    owner.send('/members');
    await owner.sees('has blocked the bot');
    member.unblock();
    member.send('/myinfo');
    await member.sees('Telegram id');
    expect(reachable()).toBe(true);
  });

  it('three of the same person pass at once, the fourth is told to wait', async () => {
    await using strict = await town({
      model: sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.'),
    });
    // So slow that a crowded machine gives no fourth token meanwhile.
    const small = await strict.open({ perSecond: 0.01 });
    const person = await started(strict, { id: 7, name: 'Sara' });
    await withDatabase(strict, small, person);
    for (const text of ['one?', 'two?', 'three?', 'four?']) person.send(text);
    await person.sees('a bit fast');
    await person.chat.waitFor(
      ({ fromBot }) => fromBot.filter(({ text }) => text.includes('There are 300.')).length === 3,
    );
    expect(person.chat.fromBot.filter(({ text }) => text.includes('a bit fast'))).toHaveLength(1);
  });
});

describe('a clock that was ahead at the start', () => {
  it('takes nobody’s messages for old ones for long: a flood is told', async () => {
    const passing = createPassingClock();
    let ahead = 86_400_000;
    const clock = { ...passing, now: () => passing.now() + ahead };
    await using wrong = await town({ clock });
    await using _house = await wrong.open();
    const person = await started(wrong, { id: 1, name: 'Sara', languageCode: 'en' });
    ahead = 0;
    passing.pass(3_600_000);
    for (let n = 0; n < 60; n += 1) person.send('/myinfo');
    await person.sees('a bit fast');
  });
});
