import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asker } from '../../../src/main/ask/question.ts';
import { type ApiHouse, apiHouse, model, otherModel } from '../../support/api-house.ts';
import type { Scripted } from '../../support/models/script.ts';

const talking: Scripted = ({ json }) =>
  json ? { json: { way: 'conversation', answer: 'Hello.' } } : { text: 'Fine.' };

let house: ApiHouse;
beforeAll(async () => {
  const models = { DIWAN_MODEL_SUMMARY: otherModel, DIWAN_MODEL_ANSWER: model };
  house = await apiHouse(talking, models);
});
beforeEach(() => house.models.script(talking));
afterAll(() => house[Symbol.asyncDispose]());

/** A question as the bot asks it; what it cost. */
async function askAs(
  door: 'telegram' | 'window',
  text: string,
  { late = true } = {},
): Promise<number> {
  const { people, asking } = house.app;
  const known = { telegramId: 77, name: 'Sara', username: null, language: 'en' as const };
  const { id: userId } = people.users.register(known).person;
  const asker: Asker = {
    ...{ userId, organizationId: null, channelId: null, turn: `user:${userId}`, chat: '77' },
    ...{ door, name: 'Sara', language: 'en' },
  };
  const asked = { text, requestKey: `${door}:${text}`, late };
  const question = { ...asked, databaseId: null, model: null, history: null };
  const { signal } = new AbortController();
  for await (const event of asking.ask(asker, question, signal))
    if (event.type === 'answer') return event.answer.receipt.total;
  throw new Error('no answer');
}

const channels = async (query = '') => (await house.admin('GET', `/channels${query}`)).json;

describe('Telegram', () => {
  it('is a channel whose use is what people asked there, also after a restart', async () => {
    const [before] = (await channels('?channel_id=telegram')).channels;
    expect(before).toMatchObject({ access_type: 'public', usage: { requests: { total: 0 } } });
    const cost = (await askAs('telegram', 'Hello')) + (await askAs('telegram', 'And again'));
    await askAs('window', 'Not in Telegram');
    house.models.script(() => ({ status: 401, message: 'no' }));
    await expect(askAs('telegram', 'This fails')).rejects.toThrow();
    house.models.script(talking);
    await house.restart();
    const [telegram] = (await channels('?channel_id=telegram')).channels;
    expect(telegram.usage.requests).toMatchObject({ total: 3, successful: 2, failed: 1 });
    expect(telegram.usage.models.map((one: { model: string }) => one.model)).toEqual([otherModel]);
    expect(telegram.usage.cost.total * 1e9).toBeCloseTo(cost, 0);
    const { last_30_days } = (await house.admin('GET', '')).json;
    expect(last_30_days.requests.total).toBe(3);
  });
});

describe('the channel of the bot', () => {
  const change = (to: object) => house.admin('PATCH', '/channels/telegram', to);
  let asked = 0;
  const ask = () => askAs('telegram', `Question ${++asked}`);

  it('says that it is paused while it is switched off', async () => {
    expect((await change({ is_active: false })).status).toBe(200);
    await expect(ask()).rejects.toMatchObject({ code: 'bot_paused' });
    await askAs('window', 'Not the bot');
    await change({ is_active: true });
    await ask();
  });

  it('keeps a pace of its own where one is set', async () => {
    await change({ rate_limit: 2 });
    const inTime = { late: false };
    await askAs('telegram', 'One', inTime);
    await askAs('telegram', 'Two', inTime);
    const params = { seconds: expect.any(Number) };
    const refused = { code: 'rate_limited', params };
    await expect(askAs('telegram', 'Three', inTime)).rejects.toMatchObject(refused);
    await change({ rate_limit: null });
    await askAs('telegram', 'Four', inTime);
  });

  it('keeps its quotas, with what was asked before them and over a restart', async () => {
    const [{ usage }] = (await channels('?channel_id=telegram')).channels;
    const used = usage.requests.successful;
    await change({ daily_quota: used + 2 });
    await ask();
    house.models.script(() => ({ status: 401, message: 'no' }));
    await expect(ask()).rejects.toMatchObject({ code: 'model_key_refused' });
    house.models.script(talking);
    await house.restart();
    await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'quota_exhausted' });
    await change({ daily_quota: null });
    await ask();
  });

  it('takes nothing that could have no effect, and has no keys', async () => {
    const { status, json } = await change({ max_history: 3 });
    expect([status, json.error]).toEqual([422, 'validation_error']);
    expect(json.response).toContain('pace and quotas');
    expect((await house.admin('POST', '/channels/telegram/keys', {})).status).toBe(422);
    expect((await change({ title: 'Our bot' })).json.channel.title).toBe('Our bot');
  });
});

describe('the report of many channels', () => {
  it('gives each its own key, databases and use, and their sum', async () => {
    const made = await Promise.all(Array.from({ length: 40 }, () => house.channel()));
    for (const [n, program] of made.entries())
      for (let time = 0; time < n % 3; time += 1) await program.chat('alice', 'Hello');
    const rotated = made[5];
    await house.admin('POST', `/channels/${rotated?.id}/keys`, { overlap_hours: 1 });
    const { channels: listed } = await channels();
    expect(listed).toHaveLength(41);
    for (const [n, program] of made.entries()) {
      const row = listed.find((one: { id: number }) => one.id === program.id);
      expect(row.usage.requests.total, program.channelId).toBe(n % 3);
      if (n !== 5) expect(row.key.id).toBe(program.keyId);
    }
    const keys = (await house.admin('GET', `/channels/${rotated?.id}/keys`)).json.keys;
    const row = listed.find((one: { id: number }) => one.id === rotated?.id);
    expect(row.key).toEqual(keys[0]);
    const { total } = await channels('?totally=true');
    const sum = (of: (usage: { requests: { total: number } }) => number) =>
      listed.reduce((all: number, one: { usage: never }) => all + of(one.usage), 0);
    expect(total.requests.total).toBe(sum((usage) => usage.requests.total));
    const names = total.models.map((one: { model: string }) => one.model);
    expect(new Set(names).size).toBe(names.length);
  });
});
