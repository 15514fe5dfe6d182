import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, apiHouse, model } from '../../support/api-house.ts';

const withoutKey = 'gemini-flash-latest';
const unlisted = 'somebody/brand-new';

let house: ApiHouse;
let made = 0;
beforeAll(async () => {
  house = await apiHouse(() => ({ text: 'Fine.' }));
});
afterAll(() => house[Symbol.asyncDispose]());

const create = (settings: object) => {
  made += 1;
  const named = { channel_id: `models-${made}`, title: 'A program' };
  return house.admin('POST', '/channels', { ...named, ...settings });
};

describe('a channel’s models', () => {
  it.each([
    ['default_model', withoutKey],
    ['available_models', [model, withoutKey]],
  ])('are refused as %s where no key leads to them, saying which', async (field, value) => {
    const refused = await create({ [field]: value });
    expect([refused.status, refused.json.error]).toEqual([422, 'validation_error']);
    const message = expect.stringMatching(
      /^No key is set for the model gemini-flash-latest\..*GEMINI_API_KEY/,
    );
    expect(refused.json.details).toEqual([{ field, message }]);
    const { id } = await house.channel();
    const changed = await house.admin('PATCH', `/channels/${id}`, { [field]: value });
    expect(changed.status).toBe(422);
    expect(changed.json.details).toEqual([{ field, message }]);
    const { channels } = (await house.admin('GET', `/channels?channel_id=models-${made}`)).json;
    expect(channels).toEqual([]);
  });

  it('are taken where their provider has a key, listed or not, and so is the practice model', async () => {
    const settings = { default_model: unlisted, available_models: [unlisted, model, 'practice'] };
    const taken = await create(settings);
    expect(taken.json.channel).toMatchObject(settings);
    expect(taken.status).toBe(201);
  });

  it('stay where their key is gone, and are refused anew elsewhere', async () => {
    const { id } = await house.channel();
    const put = house.app.manager.file.prepare(
      'UPDATE channels SET default_model = ? WHERE id = ?',
    );
    put.run(withoutKey, id);
    const same = { title: 'Renamed', default_model: withoutKey };
    await house.restart();
    const kept = await house.admin('PATCH', `/channels/${id}`, same);
    expect(kept.json.channel).toMatchObject(same);
    expect((await house.admin('PATCH', '/channels/telegram', same)).text).toContain('bot');
  });
});
