import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asker } from '../../../src/main/ask/question.ts';
import { type ApiHouse, apiHouse, model, otherModel } from '../../support/api-house.ts';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse(
    ({ json }) => (json ? { json: { way: 'conversation', answer: 'Hello.' } } : { text: 'Fine.' }),
    { DIWAN_MODEL_SUMMARY: otherModel, DIWAN_MODEL_ANSWER: model },
  );
});
afterAll(() => house[Symbol.asyncDispose]());

/** A question as the bot asks it; what it cost. */
async function askAs(door: 'telegram' | 'window', text: string): Promise<number> {
  const { people, asking } = house.app;
  const known = { telegramId: 77, name: 'Sara', username: null, language: 'en' as const };
  const { id: userId } = people.users.register(known).person;
  const asker: Asker = {
    ...{ userId, organizationId: null, channelId: null, turn: `user:${userId}`, chat: '77' },
    ...{ door, name: 'Sara', language: 'en' },
  };
  const asked = { text, requestKey: `${door}:${text}`, late: true };
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
    house.models.script(() => ({ text: 'Fine.' }));
    await house.restart();
    const [telegram] = (await channels('?channel_id=telegram')).channels;
    expect(telegram.usage.requests).toMatchObject({ total: 3, successful: 2, failed: 1 });
    expect(telegram.usage.models.map((one: { model: string }) => one.model)).toEqual([otherModel]);
    expect(telegram.usage.cost.total * 1e9).toBeCloseTo(cost, 0);
    const { last_30_days } = (await house.admin('GET', '')).json;
    expect(last_30_days.requests.total).toBe(3);
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
