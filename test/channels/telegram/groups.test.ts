import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { asOwner, known, started, withDatabase } from '../../support/bot-people.ts';
import type { Group, Person } from '../../support/botapi/index.ts';
import type { Scripted } from '../../support/models/script.ts';
import { sqlModel } from '../../support/sql-model.ts';

let place: Town;
let house: House;
let sara: Person;
let omar: Person;
let group: Group;
let scripted: Scripted;

beforeEach(async () => {
  scripted = sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.');
  place = await town({
    model: (call) => scripted(call),
    api: { readsAllGroupMessages: true },
  });
  house = await place.open();
  sara = await started(place, { id: 7, name: 'Sara' });
  omar = place.api.user(8, { name: 'Omar' });
  group = place.api.group(-100, { title: 'Sales', members: [sara, omar] });
  await withDatabase(place, house, sara);
});
afterEach(() => place[Symbol.asyncDispose]());

/** Sends something the bot must answer, after which what it did not answer is certain. */
async function settled(): Promise<void> {
  sara.in(group).send('/orginfo@diwan_bot');
  await group.sees('You do not belong to an organization');
}

describe('a group that becomes a supergroup', () => {
  it('gets its answers where it is now', async () => {
    const small = place.api.group(-300, { title: 'Team', members: [sara], type: 'group' });
    const asked = Promise.withResolvers<void>();
    const moved = Promise.withResolvers<void>();
    const sql = sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.');
    scripted = async (call) => {
      asked.resolve();
      await moved.promise;
      return sql(call);
    };
    sara.in(small).send('@diwan_bot how many orders?');
    await asked.promise;
    const large = small.upgrade(-1_000_000_000_300);
    moved.resolve();
    await large.sees('There are 300.');
    sara.in(large).send('@diwan_bot and how many today?');
    await large.sees('There are 300.', { after: large.messages.at(-1)?.id ?? 0 });
    expect(small.fromBot.filter(({ text }) => text.includes('300'))).toEqual([]);
  });
});

describe('in a group', () => {
  it('the bot answers when it is meant, and only then', async () => {
    const us = sara.in(group);
    us.send('How many orders?');
    us.send('nice weather, isn’t it');
    us.send('/nonsense');
    us.send('/start@other_bot');
    us.sendSticker();
    await settled();
    expect(group.fromBot).toHaveLength(1);
    const { id } = us.send('@diwan_bot how many orders?');
    const answer = await group.sees('There are 300.');
    expect(answer.message.reply_to_message?.message_id).toBe(id);
    us.send('and how many today?', { replyTo: answer.id });
    await group.sees('There are 300.', { after: answer.id });
    expect(place.gemini.calls.map(({ messages }) => messages.at(-1)?.text)).toContain(
      'how many orders?',
    );
  });

  it('each person has their own database', async () => {
    omar.in(group).send('@diwan_bot how many orders?');
    const refusal = await group.sees('There is no database you can ask yet.');
    expect(refusal.message.reply_to_message?.from?.id).toBe(omar.id);
    await withDatabase(place, house, omar, 'Omar’s');
    omar.in(group).send('@diwan_bot how many orders?');
    expect((await group.sees('There are 300.')).text).toContain('Database: Omar’s');
  });

  it('nothing personal is shown or taken', async () => {
    asOwner(house, omar.send('/start') && (await omar.sees('Hello')) && omar, 'Company');
    for (const command of ['password', 'invite', 'members', 'stats', 'history', 'myinfo', 'org']) {
      const { id } = omar.in(group).send(`/${command}@diwan_bot`);
      await group.sees('Write to me in a private chat', { after: id });
    }
    omar.in(group).send('/adddb@diwan_bot Shop postgres://sa:hunter2-hunter2@db.example.com/shop');
    await group.sees('Please delete it yourself');
    await group.sees('Write to me in a private chat');
    const { id } = omar
      .in(group)
      .send('@diwan_bot postgres://sa:hunter2-hunter2@db.example.com/shop');
    await group.sees('so I did nothing with it', { after: id });
    expect(house.databases.catalogue.list(known(house, omar))).toEqual([]);
    omar.in(group).send('/dbs@diwan_bot');
    await group.sees('First your organization needs a database');
  });

  it('it greets when it is let in, and copes with being thrown out', async () => {
    const other = place.api.group(-101, { title: 'Other', members: [sara] });
    place.api.world.updates.push({
      my_chat_member: {
        chat: other.chat,
        from: sara.user,
        date: 1,
        old_chat_member: { status: 'left', user: place.api.bot },
        new_chat_member: { status: 'member', user: place.api.bot },
      },
    });
    await other.sees('Mention me (@diwan_bot)');
    sara.in(other).send('@diwan_bot how many orders?');
    other.removeBot(sara);
    await settled();
    sara.send('How many orders?');
    await sara.sees('There are 300.');
  });
});
