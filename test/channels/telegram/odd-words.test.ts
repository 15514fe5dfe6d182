import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { asOwner, known, started, withDatabase } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

let place: Town;
let house: House;
let ids = 700;
let asked = 0;

beforeAll(async () => {
  const model = sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.');
  place = await town({
    model: (call) => {
      asked += 1;
      return model(call);
    },
  });
  house = await place.open();
});
afterAll(() => place[Symbol.asyncDispose]());

async function somebody(languageCode = 'en'): Promise<Person> {
  ids += 1;
  return await started(place, { id: ids, name: `Person ${ids}`, languageCode });
}

/** Somebody with a database, an answer, and the question what was wrong with it. */
async function discontent(): Promise<{ person: Person; prompt: number }> {
  const person = await somebody();
  await withDatabase(place, house, person);
  person.send('How many orders?');
  await person.sees('There are 300.');
  await person.press('👎').answered();
  await person.sees('What was wrong?');
  person.press('Something else…');
  const { id } = await person.sees('Please tell me in a reply');
  return { person, prompt: id };
}

const cases = () => house.manager.file.prepare('SELECT reason FROM answer_cases').pluck().all();

describe('an invitation', () => {
  it.each<[string, (code: string) => string]>([
    ['its bare code', (code) => code],
    ['its code as people write it', (code) => code.toLowerCase().replace(/(.{4})\B/g, '$1-')],
    [
      'the link within what was passed on',
      (code) => `Join us!\nhttps://t.me/diwan_bot?start=join_${code}`,
    ],
  ])('is accepted by %s, and goes to no model', async (_what, written) => {
    const owner = await somebody();
    asOwner(house, owner, `Company ${ids}`);
    const { code } = house.people.invitations.create(known(house, owner));
    const person = await somebody();
    await withDatabase(place, house, person);
    const before = asked;
    person.send(written(code));
    await person.sees('Welcome to Company');
    expect(asked).toBe(before);
  });

  it('is not seen in a word that only looks like one', async () => {
    const person = await somebody();
    await withDatabase(place, house, person);
    person.send('REFRESHMENTS');
    await person.sees('There are 300.');
  });
});

describe('a reply to what asked for words', () => {
  it('is no reason where it is a command, and /cancel asks for no more', async () => {
    const { person, prompt } = await discontent();
    const before = cases().length;
    person.send('/cancel', { replyTo: prompt });
    await person.sees('nothing was changed');
    const calls = asked;
    person.send('The numbers look old', { replyTo: prompt });
    await person.sees('no longer available');
    person.send('/cancel');
    await person.sees('Nothing is running.');
    expect([cases().length, asked]).toEqual([before, calls]);
  });

  it('is no question when it comes after a restart', async () => {
    const { person, prompt } = await discontent();
    await house[Symbol.asyncDispose]();
    house = await place.open();
    const calls = asked;
    person.send('The numbers look old', { replyTo: prompt });
    await person.sees('no longer available');
    expect(asked).toBe(calls);
  });
});

describe('a command', () => {
  it.each([
    ['/language fa', 'از این پس'],
    ['/language العربية', 'أتحدث معك'],
    ['/language Arabic', 'أتحدث معك'],
    ['/language xx', 'Which language do you prefer?'],
  ])('%s takes the language at its word', async (text, told) => {
    const person = await somebody();
    person.send(text);
    await person.sees(told);
  });

  it('/createorg forgives a quote that is not closed', async () => {
    const person = await somebody();
    person.send('/createorg "Nile Traders');
    await person.sees('The organization Nile Traders stands');
  });

  it('/adddb says of a machine that does not answer just that', async () => {
    const person = await somebody();
    const mute = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void mute.close());
    await once(mute, 'listening');
    const { port } = z.object({ port: z.number() }).parse(mute.address());
    person.send(`/adddb Shop postgres://u:p@127.0.0.1:${port}/shop?connect_timeout=1`);
    await person.sees(`127.0.0.1 does not answer on port ${port}: nothing came within 1 s.`);
  });

  it('/leave tells the last owner at once, and asks nothing', async () => {
    const person = await somebody();
    asOwner(house, person, 'Lonely');
    person.send('/leave');
    const told = await person.sees('You are the last owner.');
    expect(told.buttons).toEqual([]);
  });
});
