import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/botapi/index.ts';
import { marker, type Siege, siege, tokenOf } from '../support/siege.ts';
import { bearer, doorsOf, http } from '../support/siege-http.ts';

let town: Siege;
let spy: Person;
let token: string;

beforeAll(async () => {
  town = await siege(({ json }) =>
    json
      ? { json: { way: 'sql', sql: 'SELECT id, region, total FROM orders ORDER BY id' } }
      : { text: `Known of ${marker}.` },
  );
  token = tokenOf(town.app, town.b.member);
  spy = town.telegram.user(201, { languageCode: 'en' });
  spy.send('Show me every order');
  await spy.sees('Known of');
  await spy.chat.sees(({ buttons }) => buttons.flat().some((label) => /CSV/.test(label)));
});
afterAll(() => town[Symbol.asyncDispose]());

/** The data of the buttons under the answer. */
const dataUnder = (): string[] =>
  town.telegram
    .calls()
    .flatMap(({ params }) => [
      ...JSON.stringify(params).matchAll(/callback_data\W+(\w+:\d+[\w:]*)/g),
    ])
    .map(([, data = '']) => data);

describe('somebody who was removed while they had an answer open', () => {
  it('gets no more of its rows by the buttons under it', async () => {
    const data = [...new Set(dataUnder())].filter((one) => /^(xls|csv|more|cht)/.test(one));
    expect(data.length).toBeGreaterThan(1);
    const press = async (one: string) =>
      (await spy.press({ data: one, message: 1 }).answered()).text ?? '';
    const files = () => spy.chat.everything.filter(({ file }) => file !== null).length;
    await press('csv:1');
    const { people } = town.app;
    people.members.remove(town.b.owner, town.b.member.id);
    const before = { messages: spy.chat.everything.length, files: files() };
    for (const one of data) expect([one, await press(one)]).not.toEqual([one, '']);
    await expect.poll(() => town.telegram.pendingUpdates).toBe(0);
    expect(files()).toBe(before.files);
    expect(
      spy.chat.everything
        .slice(before.messages)
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/North|South/);
  });

  it('has no session left, and may ask nothing', async () => {
    const { status } = await http(`${doorsOf(town).lan}/rpc/usage.history`, {
      headers: bearer(token),
      body: {},
    });
    expect(status).toBe(401);
    const known = town.app.people.persons.byTelegram(201);
    expect(known).toMatchObject({ organization: null, selectedDatabaseId: null });
  });

  it('takes nothing that was said there into a question elsewhere', async () => {
    const { people } = town.app;
    const known = people.persons.byTelegram(201);
    if (!known) throw new Error('nobody');
    people.invitations.join(known, people.invitations.create(town.a.owner).code);
    town.house.models.calls.splice(0);
    town.house.models.script(() => ({ json: { way: 'conversation', answer: 'Nothing of that.' } }));
    spy.send('And what did you tell me before?');
    await spy.sees('Nothing of that.');
    expect(town.house.models.calls.length).toBeGreaterThan(0);
    expect(JSON.stringify(town.house.models.calls.map(({ body }) => body))).not.toContain(marker);
  });
});
