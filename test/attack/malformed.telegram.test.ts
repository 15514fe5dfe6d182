import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../support/bot-house.ts';
import { started } from '../support/bot-people.ts';
import type { Person } from '../support/botapi/index.ts';
import { nastyValues } from '../support/nasty.ts';
import { tally } from '../support/tally.ts';

let place: Town;
let house: House;
let witness: Person;
const sent = tally('hostile updates of the Bot API');
beforeAll(async () => {
  place = await town();
  house = await place.open();
  witness = await started(place, { id: 7, name: 'Witness' });
});
afterAll(async () => {
  sent.print();
  await place[Symbol.asyncDispose]();
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    '/',
    '/start join_',
    '/start \u0000',
    '/__proto__ x',
    '/constructor',
    `/join ${'x'.repeat(4_000)}`,
    '/adddb \u202ex sqlite:///../../etc/passwd',
    '/selectdb {{name}} $t(errors.internal) %s',
    '<b><a href="tg://user?id=1">x</a>',
    '&lt;&#60;</pre>',
    '\ud800\udfff\ud800',
    '٩'.repeat(4_096),
    '/invite 999999999999999999999 -1',
    '/invite 1e9 NaN',
    '/history 99999999999999999999',
  ),
);
const name = fc.oneof(text, fc.constant('Eve'));
const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 52, -(2 ** 52), 1.5, 1e300));
let from = 10_000;
const nextUser = () => {
  from += 1;
  // Somebody whose chat the bot can write into.
  place.api.user(from).unblock();
  return from;
};

/** An update as Telegram might send it for somebody who means ill; ids of people stay true. */
const message = fc.record(
  {
    text,
    caption: text,
    date: number,
    message_id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    entities: fc.array(
      fc.record({
        type: fc.constantFrom('bot_command', 'mention', 'url', 'x'),
        offset: number,
        length: number,
      }),
      { maxLength: 4 },
    ),
    reply_to_message: fc.record({ message_id: fc.nat(), text, from: fc.constant(null) }),
    photo: fc.constantFrom([], [{}]),
    forward_origin: fc.constantFrom({}, { type: 'hidden_user', sender_user_name: '<b>' }),
    via_bot: fc.constantFrom({}, { id: 1 }),
    new_chat_members: fc.constantFrom([], [{}]),
    migrate_to_chat_id: number,
  },
  { requiredKeys: ['date', 'message_id'] },
);

const update = fc
  .record({
    kind: fc.constantFrom(
      'message',
      'edited_message',
      'callback_query',
      'my_chat_member',
      'stopped_message_generation',
    ),
    message,
    data: fc.oneof(
      text,
      fc.constantFrom(
        'db:1e9',
        'kick:-1',
        'mem:NaN',
        'pick:1:__proto__',
        'why:1:constructor',
        ':::',
        'lang:',
      ),
    ),
    first_name: name,
    language_code: fc.oneof(text, fc.constantFrom('ar', 'fa-IR', '')),
    type: fc.constantFrom('private', 'group', 'supergroup', 'channel', 'x'),
    status: fc.constantFrom('kicked', 'member', 'left', 'x'),
  })
  .map(({ kind, message: given, data, first_name, language_code, type, status }) => {
    const user = {
      id: nextUser(),
      is_bot: false,
      first_name,
      last_name: first_name,
      username: data,
      language_code,
    };
    const chat = { id: type === 'private' ? user.id : -user.id, type, title: first_name };
    const whole = { ...given, from: user, chat };
    if (kind === 'callback_query')
      return { callback_query: { id: '1', from: user, message: whole, data, chat_instance: '1' } };
    if (kind === 'my_chat_member')
      return {
        my_chat_member: {
          chat,
          from: user,
          date: 1,
          old_chat_member: { status, user },
          new_chat_member: { status, user },
        },
      };
    return { [kind]: kind.startsWith('stopped') ? { chat, draft_id: given.date } : whole };
  });

const quiet = () =>
  expect
    .poll(() => place.api.pendingUpdates + house.telegram.status().open, {
      timeout: 60_000,
      interval: 10,
    })
    .toBe(0);

/** What is an accident of ours, in the log's words; chats that were made up can not be found. */
const accidents = () =>
  place.lines.filter(
    (line) =>
      /an update failed|"code":"internal"|telegram refused our HTML/.test(line) &&
      !line.includes('chat not found'),
  );

async function stillThere(): Promise<void> {
  const before = witness.chat.everything.length;
  witness.send('/myinfo');
  await expect
    .poll(() => witness.chat.everything.length, { timeout: 60_000 })
    .toBeGreaterThan(before + 1);
}

describe('an update with hostile fields', () => {
  it('is handled or passed over, and the next one is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(update, { minLength: 10, maxLength: 20 }), async (updates) => {
        for (const one of updates) place.api.world.updates.push(one as unknown as Update);
        sent.count(updates.length);
        await quiet();
        expect(accidents()).toEqual([]);
      }),
      { numRuns: 25 },
    );
    await stillThere();
  });

  it('of the wrong shape altogether ends nothing but itself', async () => {
    for (const value of nastyValues)
      for (const kind of ['message', 'callback_query', 'my_chat_member', 'edited_message'])
        place.api.world.updates.push({ [kind]: value } as unknown as Update);
    sent.count(nastyValues.length * 4);
    await quiet();
    await stillThere();
  });

  it('leaves no password on the disk, wherever in it one stands', async () => {
    const secret = 'planted-in-an-update';
    const user = { id: nextUser(), is_bot: false, first_name: 'Eve' };
    const whole = { message_id: 1, date: 1, from: user, chat: { id: user.id, type: 'private' } };
    const string = `postgres://u:${secret}@h/x`;
    const bodies: string[] = [];
    const insert = house.manager.file.prepare('SELECT body FROM inbox').pluck();
    const hears = setInterval(() => bodies.push(...(insert.all() as string[])), 1);
    for (const one of [
      { message: { ...whole, text: string } },
      { edited_message: { ...whole, text: string, edit_date: 1 } },
      { message: { ...whole, text: 'x', reply_to_message: { ...whole, text: string } } },
      {
        callback_query: {
          id: '1',
          from: user,
          data: 'no',
          chat_instance: '1',
          message: { ...whole, text: string },
        },
      },
    ])
      place.api.world.updates.push(one as unknown as Update);
    await quiet();
    clearInterval(hears);
    expect(bodies.join()).not.toContain(secret);
    expect(place.lines.join()).not.toContain(secret);
  });
});
