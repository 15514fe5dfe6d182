import { request } from 'node:http';
import { run } from '@grammyjs/runner';
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/main/lib/clock.ts';
import { type BotApi, type BotApiOptions, faults, startBotApi } from '../support/botapi/index.ts';

let api: BotApi;
let stop: (() => Promise<unknown>)[];

beforeEach(() => {
  stop = [];
});

afterEach(async () => {
  for (const end of stop.reverse()) await end();
});

async function start(options: BotApiOptions = {}): Promise<Bot> {
  api = await startBotApi(options);
  stop.push(() => api.close());
  return new Bot(api.token, { client: { apiRoot: api.root } });
}

/** A clock that stands where it is put, and wakes nobody. */
const held = (now: () => number): Clock => ({
  now,
  monotonic: now,
  sleep: () => new Promise<void>(() => {}),
  after: () => new DisposableStack(),
});

/** Runs a bot as Diwan does, until the test ends. */
function running(bot: Bot): void {
  const runner = run(bot, { runner: { fetch: { timeout: 30 } } });
  stop.push(() => runner.stop());
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a bot by grammY on the stand-in', () => {
  it('hears a person, answers, edits, deletes', async () => {
    const bot = await start();
    bot.on('message:text', async (ctx) => {
      const sent = await ctx.reply(`<b>${ctx.from.first_name}</b> said ${ctx.message.text}`, {
        parse_mode: 'HTML',
        reply_parameters: { message_id: ctx.message.message_id },
      });
      await ctx.api.editMessageText(ctx.chat.id, sent.message_id, 'edited');
      await ctx.deleteMessage();
      await ctx.reply('done');
    });
    running(bot);
    const sara = api.user(7, { name: 'Sara', languageCode: 'en' });
    const { id } = sara.send('hello');
    await sara.sees('done');
    const [first] = sara.chat.fromBot;
    expect(first?.versions.map(({ text }) => text)).toEqual(['Sara said hello', 'edited']);
    expect(first?.versions[0]?.entities).toEqual([{ type: 'bold', offset: 0, length: 4 }]);
    expect(first?.message.reply_to_message?.message_id).toBe(id);
    expect(sara.chat.messages.map(({ text }) => text)).toEqual(['edited', 'done']);
    expect(sara.chat.everything[0]?.deleted).toBe(true);
  });

  it('answers a pressed button once, and knows expired ones', async () => {
    const bot = await start();
    bot.command('menu', (ctx) =>
      ctx.reply('choose', { reply_markup: new InlineKeyboard().text('Yes', 'y').text('No', 'n') }),
    );
    bot.on('callback_query:data', async (ctx) => {
      await ctx.answerCallbackQuery({ text: `you pressed ${ctx.callbackQuery.data}` });
      await ctx.editMessageText('chosen');
    });
    running(bot);
    const sara = api.user(7);
    sara.send('/menu');
    await sara.sees('choose');
    const press = sara.press('Yes');
    expect(await press.answered()).toEqual({ text: 'you pressed y', alert: false, url: null });
    const chosen = await sara.sees('chosen');
    expect(chosen.buttons).toEqual([]);
    expect(() => sara.press('Yes')).toThrow('no button Yes to press; there are []');
    await expect(bot.api.answerCallbackQuery(press.id)).rejects.toThrow('query is too old');
  });

  it('carries files both ways', async () => {
    const bot = await start();
    bot.on('message:document', async (ctx) => {
      const file = await ctx.getFile();
      const answer = await fetch(`${api.root}/file/bot${api.token}/${file.file_path}`);
      const text = await answer.text();
      await ctx.replyWithDocument(new InputFile(Buffer.from(text.toUpperCase()), 'پاسخ.csv'), {
        caption: '<i>made</i>',
        parse_mode: 'HTML',
      });
      await ctx.replyWithPhoto(new InputFile(png, 'chart.png'));
    });
    running(bot);
    const sara = api.user(7);
    sara.sendDocument({ name: 'a.csv', type: 'text/csv', bytes: Buffer.from('a,b') });
    const photo = await sara.sees(({ message }) => message.photo !== undefined);
    const document = await sara.sees('made');
    expect(document.file?.name).toBe('پاسخ.csv');
    expect(Buffer.from(document.file?.bytes ?? []).toString()).toBe('A,B');
    expect(photo.message.photo?.[0]).toMatchObject({ width: 1, height: 1 });
    expect(api.calls('sendPhoto')[0]?.ok).toBe(true);
  });

  it('refuses what Telegram refuses, in its words', async () => {
    const bot = await start();
    const sara = api.user(7);
    await expect(bot.api.sendMessage(7, 'hi')).rejects.toThrow('chat not found');
    sara.send('hello');
    const { message_id: id } = await bot.api.sendMessage(7, 'hi');
    const tries: [Promise<unknown>, number, string][] = [
      [bot.api.sendMessage(8, 'hi'), 400, 'Bad Request: chat not found'],
      [bot.api.sendMessage(7, ''), 400, 'Bad Request: message text is empty'],
      [bot.api.sendMessage(7, 'x'.repeat(4097)), 400, 'Bad Request: message is too long'],
      [
        bot.api.sendDocument(7, new InputFile(png), { caption: 'x'.repeat(1025) }),
        400,
        'Bad Request: message caption is too long',
      ],
      [
        bot.api.sendMessage(7, 'x', {
          reply_markup: new InlineKeyboard().text('a', 'x'.repeat(65)),
        }),
        400,
        'Bad Request: BUTTON_DATA_INVALID',
      ],
      [
        bot.api.sendMessage(7, 'x', { reply_parameters: { message_id: 99 } }),
        400,
        'Bad Request: message to be replied not found',
      ],
      [
        bot.api.editMessageText(7, id, 'hi'),
        400,
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      ],
      [bot.api.editMessageText(7, 1, 'x'), 400, "Bad Request: message can't be edited"],
      [bot.api.editMessageText(7, 99, 'x'), 400, 'Bad Request: message to edit not found'],
      [bot.api.deleteMessage(7, 99), 400, 'Bad Request: message to delete not found'],
      [
        bot.api.sendPhoto(7, new InputFile(Buffer.from('no picture'))),
        400,
        'Bad Request: IMAGE_PROCESS_FAILED',
      ],
      [
        bot.api.setMyCommands([{ command: 'No', description: 'x' }]),
        400,
        'Bad Request: BOT_COMMAND_INVALID',
      ],
      [bot.api.raw.getUserProfilePhotos({ user_id: 7 }), 404, 'Not Found: method not found'],
    ];
    for (const [call, code, description] of tries) {
      await expect(call).rejects.toMatchObject({ error_code: code, description });
    }
    const stranger = new Bot('1000:wrong', { client: { apiRoot: api.root } });
    await expect(stranger.api.getMe()).rejects.toMatchObject({ error_code: 401 });
    sara.block();
    await expect(bot.api.sendMessage(7, 'hi')).rejects.toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  it('lets one poller only: the earlier gets 409', async () => {
    const bot = await start();
    const first = bot.api.getUpdates({ timeout: 30 });
    await api.waitFor(() => api.world.updates.waiting);
    const second = bot.api.getUpdates({ timeout: 30 });
    await expect(first).rejects.toMatchObject({ error_code: 409 });
    api.user(7).send('hello');
    await expect(second).resolves.toMatchObject([{ update_id: 1, message: { text: 'hello' } }]);
  });

  it('keeps updates until an offset confirms them, and can repeat one', async () => {
    const bot = await start();
    const sara = api.user(7);
    const ids = ['a', 'b', 'c'].map((text) => sara.send(text).updateId ?? 0);
    expect(await bot.api.getUpdates({ limit: 2 })).toHaveLength(2);
    expect(await bot.api.getUpdates({ offset: 2 })).toMatchObject([
      { update_id: 2 },
      { update_id: 3 },
    ]);
    expect(api.pendingUpdates).toBe(2);
    expect(await bot.api.getUpdates({ offset: 4 })).toEqual([]);
    api.repeat(ids[1] ?? 0);
    expect(await bot.api.getUpdates({ offset: 4 })).toMatchObject([{ message: { text: 'b' } }]);
    expect(await bot.api.getUpdates({ offset: 4 })).toEqual([]);
    await bot.api.getUpdates({ offset: 4, allowed_updates: ['callback_query'] });
    expect(sara.send('unheard').updateId).toBeNull();
  });

  it('fails on demand: 429, 5xx, lost connections before and after', async () => {
    const bot = await start();
    const sara = api.user(7);
    sara.send('hello');
    api.inject('sendMessage', faults.tooMany(3));
    const refused = await bot.api.sendMessage(7, 'one').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GrammyError);
    expect(refused).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
    api.inject('*', faults.server(502), { chat: 7, times: 2 });
    await expect(bot.api.sendMessage(7, 'two')).rejects.toMatchObject({ error_code: 502 });
    await expect(bot.api.sendChatAction(7, 'typing')).rejects.toMatchObject({ error_code: 502 });
    const lost = api.inject('sendMessage', faults.drop('before'));
    await expect(bot.api.sendMessage(7, 'three')).rejects.toBeInstanceOf(HttpError);
    api.inject('sendMessage', faults.drop('after'));
    await expect(bot.api.sendMessage(7, 'four')).rejects.toBeInstanceOf(HttpError);
    expect(lost.strikes).toBe(1);
    expect(sara.chat.fromBot.map(({ text }) => text)).toEqual(['four']);
    expect(api.calls().map(({ method, status }) => [method, status])).toEqual([
      ['sendMessage', 429],
      ['sendMessage', 502],
      ['sendChatAction', 502],
      ['sendMessage', 0],
      ['sendMessage', 0],
    ]);
  });

  it("keeps Telegram's rate limits by its clock", async () => {
    let now = Date.UTC(2026, 0, 1);
    const bot = await start({ clock: held(() => now), limits: true });
    const sara = api.user(7);
    const others = [8, 9].map((id) => api.user(id));
    for (const person of [sara, ...others]) person.send('hello');
    const group = api.group(-100, { title: 'Sales', members: [sara] });
    await bot.api.sendMessage(7, 'one');
    await expect(bot.api.sendMessage(7, 'two')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 1 },
    });
    await bot.api.sendMessage(8, 'one');
    for (let sent = 0; sent < 20; sent += 1) {
      now += 1000;
      await bot.api.sendMessage(group.id, `message ${sent}`);
    }
    now += 1000;
    await expect(bot.api.sendMessage(group.id, 'too many')).rejects.toMatchObject({
      parameters: { retry_after: 40 },
    });
    await bot.api.sendMessage(7, 'a private chat goes on');
    expect(api.refused).toBe(2);
  });

  it('shows typing and drafts while they last', async () => {
    let now = 0;
    const bot = await start({ clock: held(() => now) });
    const sara = api.user(7);
    sara.send('hello');
    await bot.api.sendChatAction(7, 'typing');
    expect(sara.chat.action).toBe('typing');
    now += 5_000;
    expect(sara.chat.action).toBeNull();
    await bot.api.sendMessageDraft(7, 1, '<b>half</b>', { parse_mode: 'HTML', can_stop: true });
    expect(sara.chat.draft).toMatchObject({ text: 'half', canStop: true });
    sara.stop();
    expect(sara.chat.draft).toBeNull();
    await bot.api.sendMessageDraft(7, 2, 'again');
    await bot.api.sendMessage(7, 'whole');
    expect(sara.chat.draft).toBeNull();
    const updates = await bot.api.getUpdates({ offset: 2 });
    expect(updates).toMatchObject([{ stopped_message_generation: { draft_id: 1 } }]);
  });

  it('shows each person the menu of their language and chat', async () => {
    const bot = await start();
    const sara = api.user(7, { languageCode: 'en' });
    const ahmed = api.user(8, { languageCode: 'ar' });
    sara.send('hi');
    const group = api.group(-100, { title: 'Sales', members: [sara, ahmed] });
    await bot.api.setMyCommands([{ command: 'help', description: 'Help' }]);
    await bot.api.setMyCommands([{ command: 'help', description: 'مساعدة' }], {
      language_code: 'ar',
    });
    await bot.api.setMyCommands([{ command: 'org', description: 'Owner' }], {
      scope: { type: 'chat', chat_id: 7 },
    });
    await bot.api.setMyCommands([{ command: 'ask', description: 'Ask' }], {
      scope: { type: 'all_group_chats' },
    });
    expect(sara.menu).toEqual([{ command: 'org', description: 'Owner' }]);
    expect(ahmed.menu).toEqual([{ command: 'help', description: 'مساعدة' }]);
    expect(ahmed.in(group).menu).toEqual([{ command: 'ask', description: 'Ask' }]);
  });

  it('keeps privacy mode in groups', async () => {
    const bot = await start();
    const sara = api.user(7, { name: 'Sara' });
    const group = api.group(-100, { title: 'Sales', members: [sara] });
    const inGroup = sara.in(group);
    const { message_id: fromBot } = await bot.api.sendMessage(group.id, 'I am here');
    const heard = [
      inGroup.send('hello all'),
      inGroup.send('@diwan_bot how many orders?'),
      inGroup.send('/stats@diwan_bot'),
      inGroup.send('/stats@other_bot'),
      inGroup.send('and this?', { replyTo: fromBot }),
    ].map(({ updateId }) => updateId !== null);
    expect(heard).toEqual([false, true, true, false, true]);
    expect(await bot.api.getChatMember(group.id, 7)).toMatchObject({ status: 'creator' });
    group.removeBot(sara);
    await expect(bot.api.sendMessage(group.id, 'x')).rejects.toThrow(
      'Forbidden: bot was kicked from the supergroup chat',
    );
  });

  it('hands out stickers, voice, forwards, edits and repeated presses', async () => {
    const bot = await start();
    const sara = api.user(7);
    const { id } = sara.send('frist');
    sara.edit(id, 'first');
    sara.sendSticker('🎉');
    sara.sendVoice(2);
    const { message_id } = await bot.api.sendMessage(7, 'old', {
      reply_markup: new InlineKeyboard().text('Go', 'go'),
    });
    const last = sara.chat.last;
    if (!last) throw new Error('nothing to forward');
    sara.forward(last);
    sara.press('Go');
    await bot.api.deleteMessage(7, message_id);
    sara.press({ data: 'go', message: message_id });
    const updates = await bot.api.getUpdates();
    expect(updates).toMatchObject([
      { message: { text: 'frist' } },
      { edited_message: { text: 'first' } },
      { message: { sticker: { emoji: '🎉' } } },
      { message: { voice: { duration: 2 } } },
      { message: { text: 'old', forward_origin: { type: 'user' } } },
      { callback_query: { data: 'go', message: { text: 'old' } } },
      { callback_query: { data: 'go', message: { date: 0 } } },
    ]);
  });

  it('takes form bodies and answers on loopback names only', async () => {
    await start();
    api.user(7).send('hi');
    const url = `${api.root}/bot${api.token}/SENDMESSAGE`;
    const body = new URLSearchParams({
      chat_id: '7',
      text: 'by form',
      reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    });
    const answer = await fetch(url, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ ok: true, result: { text: 'by form' } });
    const status = await new Promise((resolve) => {
      request(`${api.root}/`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it('says what was there when a wait ends in vain', async () => {
    await start();
    api.user(7).send('hello');
    await expect(api.chat(7).sees('never', { timeout: 1 })).rejects.toThrow(
      /waited 1 ms for chat 7 to hold never; there was:\nchat 7 holds 1 messages\n {2}#1 person: "hello"/,
    );
  });
});
