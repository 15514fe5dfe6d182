import { Api } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutgoing, type Outgoing } from '../../../src/main/channels/telegram/outgoing.ts';
import { telegramLimits } from '../../../src/main/channels/telegram/pace.ts';
import { createLog } from '../../../src/main/lib/log.ts';
import {
  type BotApi,
  type BotApiOptions,
  faults,
  startBotApi,
} from '../../support/botapi/index.ts';
import { createTestClock, type TestClock } from '../../support/clock.ts';

const log = createLog('silent', { write: () => undefined });

let stack: AsyncDisposableStack;
afterEach(() => stack.disposeAsync());

interface Line {
  api: Api;
  server: BotApi;
  clock: TestClock;
  outgoing: Outgoing;
  unreachable: number[];
}

/** A bot's outgoing side alone, on time that passes only in its waits. */
async function line(options: BotApiOptions = {}, chatBurst = 1): Promise<Line> {
  stack = new AsyncDisposableStack();
  const clock = createTestClock({ skipBelow: 120_000 });
  const server = stack.use(await startBotApi({ clock, ...options }));
  const unreachable: number[] = [];
  const outgoing = createOutgoing({
    clock,
    random: () => 0.5,
    log,
    limits: { ...telegramLimits, chatBurst },
    onUnreachable: (chat) => unreachable.push(chat),
  });
  const api = new Api(server.token, { apiRoot: server.root });
  api.config.use(outgoing.transformer);
  return { api, server, clock, outgoing, unreachable };
}

describe('what the bot says', () => {
  it('keeps the limits and the order of each chat, and loses nothing', async () => {
    const { api, server } = await line({ limits: true });
    const chats = Array.from({ length: 12 }, (_, index) => 100 + index);
    for (const chat of chats) server.user(chat).send('hello');
    const group = server.group(-5, { title: 'Group', members: [server.user(100)] });
    const texts = ['one', 'two', 'three', 'four'];
    const sent = [...chats, group.id].flatMap((chat) =>
      texts.map((text) => api.sendMessage(chat, text)),
    );
    await Promise.all(sent);
    for (const chat of [...chats, group.id])
      expect(server.chat(chat).fromBot.map(({ text }) => text)).toEqual(texts);
    expect(server.refused).toBe(0);
  });

  it('waits as long as a 429 asks, and only in that chat', async () => {
    const { api, server, clock } = await line();
    server.user(1).send('hello');
    server.user(2).send('hello');
    server.inject('sendMessage', faults.tooMany(17), { chat: 1 });
    await Promise.all([api.sendMessage(1, 'late'), api.sendMessage(2, 'at once')]);
    expect(server.chat(1).last?.text).toBe('late');
    expect(clock.slept.some((ms) => ms >= 17_000 && ms < 18_000)).toBe(true);
    const [first] = server.calls('sendMessage').filter(({ ok }) => ok);
    expect(first?.chat).toBe(2);
  });

  it('outlasts failures of the server and of the way there', async () => {
    const { api, server } = await line();
    server.user(1).send('hello');
    server.inject('sendMessage', faults.server(502), { times: 3 });
    await api.sendMessage(1, 'first');
    server.inject('sendMessage', faults.drop('before'), { times: 3 });
    await api.sendMessage(1, 'second');
    expect(server.chat(1).fromBot.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('takes a repeated edit that had come through for done', async () => {
    const { api, server } = await line();
    server.user(1).send('hello');
    const { message_id } = await api.sendMessage(1, 'before');
    server.inject('editMessageText', faults.drop('after'));
    await api.editMessageText(1, message_id, 'after');
    expect(server.chat(1).last?.text).toBe('after');
  });

  it('gives up what is fleeting, and says who can no longer be reached', async () => {
    const { api, server, unreachable } = await line();
    server.user(1).send('hello');
    const fault = server.inject('sendChatAction', faults.server(503), { times: 5 });
    await expect(api.sendChatAction(1, 'typing')).rejects.toThrow('Internal Server Error');
    expect(fault.strikes).toBe(1);
    server.user(1).block();
    await expect(api.sendMessage(1, 'anyone there?')).rejects.toThrow('blocked by the user');
    expect(unreachable).toEqual([1]);
  });

  it('drops a stale edit from the queue without disturbing what follows', async () => {
    const { api, server } = await line({}, 1);
    server.user(1).send('hello');
    const { message_id } = await api.sendMessage(1, 'status');
    const stale = new AbortController();
    const hold = server.inject('editMessageText', faults.slow(1), { times: 1 });
    const first = api.editMessageText(1, message_id, 'half');
    const second = api.editMessageText(1, message_id, 'more', {}, stale.signal as never);
    stale.abort(new Error('stale'));
    await expect(second).rejects.toThrow('stale');
    await first;
    await api.editMessageText(1, message_id, 'whole');
    expect(hold.strikes).toBe(1);
    expect(server.chat(1).last?.versions.map(({ text }) => text)).toEqual([
      'status',
      'half',
      'whole',
    ]);
  });

  it('ends what waits when it closes, and takes no more', async () => {
    const { api, server, outgoing } = await line();
    server.user(1).send('hello');
    server.inject('sendMessage', faults.server(500), { times: 1_000_000 });
    const endless = api.sendMessage(1, 'never');
    await Promise.all([
      expect(endless).rejects.toMatchObject({ code: 'shutting_down' }),
      outgoing.close(1_000),
    ]);
    await expect(api.sendMessage(1, 'later')).rejects.toMatchObject({ code: 'shutting_down' });
    expect(server.chat(1).fromBot).toEqual([]);
  });
});
