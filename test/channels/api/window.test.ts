import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf, Name, OutputOf } from '../../../src/preload/contract/contract.ts';
import { type ApiHouse, apiHouse, model } from '../../support/api-house.ts';

let house: ApiHouse;
let bearer: string;
let owner: URL;
beforeAll(async () => {
  house = await apiHouse(() => ({ text: 'Fine.' }));
  owner = new URL(house.app.ready.owner ?? '');
  const body = JSON.stringify({ token: owner.searchParams.get('token') });
  const session = await fetch(new URL('/session', owner), { method: 'POST', body });
  bearer = ((await session.json()) as { token: string }).token;
});
afterAll(() => house[Symbol.asyncDispose]());

/** As the owner's page calls. */
async function ask<N extends Name>(name: N, input: InputOf<N>): Promise<OutputOf<N>> {
  const headers = { Authorization: `Bearer ${bearer}` };
  const body = JSON.stringify(input);
  const answer = await fetch(new URL(`/rpc/${name}`, owner), { method: 'POST', headers, body });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(json)}`);
  return json as OutputOf<N>;
}

describe('the owner’s window', () => {
  it('is told which model no key leads to', async () => {
    const wanted = { defaultModel: 'gemini-flash-latest' };
    const site = { channelId: 'without-key', title: 'Site' };
    await expect(ask('channels.create', { ...site, ...wanted })).rejects.toThrow('model_no_key');
    const { channel } = await ask('channels.create', site);
    const change = ask('channels.change', { id: channel.id, change: wanted });
    await expect(change).rejects.toThrow('model_no_key');
    const { channels } = await ask('channels.list', {});
    expect(channels.map((one) => one.channelId)).toEqual(['telegram', 'without-key']);
  });

  it('makes a channel, tries it, sees its use, changes and ends it', async () => {
    const made = await ask('channels.create', {
      channelId: 'site',
      title: 'الموقع',
      defaultModel: model,
      dailyQuota: 2,
    });
    const { id } = made.channel;
    const get = () => house.call('GET', '/commands', { key: made.secret });
    expect((await get()).status).toBe(200);
    const tried = await ask('channels.try', { id, text: 'Hello' });
    expect(tried).toMatchObject({ text: 'Fine.', model, sql: null });
    expect((await ask('channels.try', { id, text: '/start' })).text).toContain('الموقع');

    const today = new Date().toISOString().slice(0, 10);
    const use = await ask('channels.use', { id, period: { from: today, to: today } });
    expect(use).toMatchObject({
      days: [{ day: today, requests: 1, failed: 0 }],
      answered: { day: 1 },
    });
    expect(use.models.map((one) => one.model)).toEqual([model]);

    await ask('channels.change', { id, change: { dailyQuota: 1 } });
    await expect(ask('channels.try', { id, text: 'Again' })).rejects.toThrow('quota_exhausted');
    const next = await ask('channels.rotate', { id, overlapHours: 1, expiresAt: null });
    await ask('channels.revoke', { id, keyId: made.key.id });
    expect((await get()).status).toBe(403);
    const { url, channels } = await ask('channels.list', {});
    expect(url).toBe(house.url);
    expect(channels.map((one) => one.channelId)).toEqual(['telegram', 'without-key', 'site']);
    expect(channels[2]).toMatchObject({
      dailyQuota: 1,
      key: { id: next.key.id },
      use: { requests: 1 },
    });
    expect((await ask('channels.keys', { id })).map((one) => one.active)).toEqual([true, false]);
    expect((await ask('channels.models', {})).map((one) => one.id)).toContain(model);
  });
});
