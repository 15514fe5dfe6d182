import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import type { Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

const never = new AbortController().signal;
const sql = 'SELECT region, COUNT(*) AS orders, SUM(total) AS total FROM orders GROUP BY region';

let place: Town;
let house: House;
let sara: Person;

/** Somebody who has a database of their own. */
async function settled(options: Parameters<typeof town>[0] = {}): Promise<void> {
  place = await town({ model: sqlModel(sql, 'There are 3 regions.'), ...options });
  house = await place.open();
  sara = place.api.user(7, { name: 'Sara', languageCode: 'en' });
  sara.send('/start');
  await sara.sees('Hello Sara!');
  await addDatabase('Shop');
}

async function addDatabase(name: string): Promise<void> {
  const person = house.people.persons.byTelegram(7);
  if (!person) throw new Error('not registered');
  await house.databases.catalogue.add(person, { name, connection: place.file(name) }, never);
}

describe('a question in a private chat', () => {
  beforeEach(() => settled());
  afterEach(() => place[Symbol.asyncDispose]());

  it('is answered with text, table, receipt and SQL', async () => {
    sara.send('How many orders by region?');
    const answer = await sara.sees('There are 3 regions.');
    expect(answer.text).toContain('North');
    expect(answer.text).toContain('Database: Shop');
    expect(answer.text.replace(/\p{Cf}/gu, '')).toContain(
      'region — orders — total\nNorth — 100 — ',
    );
    expect(answer.entities.some(({ type }) => type === 'expandable_blockquote')).toBe(true);
    const press = sara.press('SQL');
    await press.answered();
    const shown = await sara.sees('This SQL was run');
    expect(shown.text).toContain(sql);
  });

  it('is answered once however often Telegram delivers it', async () => {
    const { updateId } = sara.send('How many orders by region?');
    await sara.sees('There are 3 regions.');
    place.api.repeat(updateId ?? 0);
    place.api.repeat(updateId ?? 0);
    sara.send('/clear');
    await sara.sees('Forgotten');
    expect(sara.chat.fromBot.filter(({ text }) => text.includes('3 regions'))).toHaveLength(1);
  });

  it('asks which database is meant, then answers what was asked', async () => {
    await addDatabase('Archive');
    sara.send('How many orders by region?');
    const choice = await sara.sees('Which database is this question about?');
    expect(choice.buttons.flat()).toEqual(['Archive', 'Shop']);
    await sara.press('Archive').answered();
    const answer = await sara.sees('There are 3 regions.');
    expect(answer.text).toContain('Database: Archive');
  });
});

describe('a crash', () => {
  afterEach(() => place[Symbol.asyncDispose]());

  it('between receipt and answer costs neither the question nor a second bill', async () => {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    await settled({
      model: async (call) => {
        reached.resolve();
        await released.promise;
        return sqlModel(sql, 'There are 3 regions.')(call);
      },
    });
    sara.send('How many orders by region?');
    await reached.promise;
    const began = performance.now();
    await house[Symbol.asyncDispose]();
    expect(performance.now() - began).toBeLessThan(20_000);
    released.resolve();
    house = await place.open();
    await sara.sees('There are 3 regions.');
    const settledOnes = house.costs.file
      .prepare('SELECT outcome FROM conversations ORDER BY id')
      .all();
    expect(settledOnes).toContainEqual({ outcome: 'ok' });
    expect(settledOnes.filter((row) => JSON.stringify(row).includes('"ok"'))).toHaveLength(1);
  });
});
