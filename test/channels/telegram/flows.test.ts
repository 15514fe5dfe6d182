import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import type { Person } from '../../support/botapi/index.ts';
import { startPostgres } from '../../support/servers/postgres.ts';
import type { DatabaseServer } from '../../support/servers/server.ts';
import { sqlModel } from '../../support/sql-model.ts';

const sql = 'SELECT region, COUNT(*) AS orders, SUM(total) AS total FROM orders GROUP BY region';
const model = sqlModel(sql, 'There are 3 regions.');

let place: Town;
let house: House;
let server: DatabaseServer;

beforeAll(async () => {
  server = await startPostgres();
  await server.administrate(`
    CREATE TABLE orders (id serial PRIMARY KEY, region text, total numeric(10, 2));
    INSERT INTO orders (region, total)
      SELECT (ARRAY['North', 'South', 'الشرق'])[1 + n % 3], n * 10.5 FROM generate_series(1, 300) n;
    CREATE ROLE reader LOGIN PASSWORD 'reader';
    GRANT SELECT ON orders TO reader`);
});
afterAll(() => server[Symbol.asyncDispose]());

/** A connection string of either engine, and what the bot says of its login. */
const engines = [
  { engine: 'SQLite', connect: (name: string) => place.file(name) },
  { engine: 'PostgreSQL', connect: () => server.url('reader', 'reader', 'postgres') },
];

const person = (id: number, name: string): Person =>
  place.api.user(id, { name, languageCode: 'en' });

/** Costs as /stats words them, in nanodollars. */
const spent = (userId: number) =>
  house.costs.file
    .prepare<[number], { cost: number }>(
      'SELECT ifnull(sum(cost), 0) AS cost FROM conversations WHERE user_id = ?',
    )
    .get(userId)?.cost ?? 0;

describe.each(engines)('the way of somebody on their own, on $engine', ({ connect, engine }) => {
  beforeEach(async () => {
    place = await town({ model });
    house = await place.open();
  });
  afterEach(() => place[Symbol.asyncDispose]());

  it('from /start to an answer with its costs', async () => {
    const sara = person(7, 'Sara');
    sara.send('/start');
    const hello = await sara.sees('Hello Sara!');
    expect(hello.text).toContain('add one with /adddb');

    const { id } = sara.send(`/adddb "My shop" ${connect('shop')}`);
    const added = await sara.sees('My shop is connected, for you alone.');
    expect(added.text).toContain(engine);
    expect(added.text).toContain('1 table');
    expect(added.text).toContain('The login can only read');
    expect(sara.chat.everything.find((message) => message.id === id)?.deleted).toBe(true);

    sara.send(`/adddb Second ${connect('second')}`);
    await sara.sees('Second is connected');
    sara.send('/selectdb');
    const choice = await sara.sees('Which database do you want to ask?');
    expect(choice.buttons.flat().sort()).toEqual(['My shop', 'Second']);
    await sara.press('My shop').answered();
    await sara.sees('From now on I answer from My shop');

    sara.send('How many orders by region?');
    const answer = await sara.sees('There are 3 regions.');
    expect(answer.text).toMatch(/Cost \$0\.00\d+/);
    expect(answer.text).toContain('Database: My shop');
    expect(answer.text).toContain('gemini-plan');
    expect(answer.text).toContain('gemini-answer');

    sara.send('/stats');
    const stats = await sara.sees('Your use');
    expect(stats.text).toContain('Today: 1 question');
    sara.send('/history');
    expect((await sara.sees('Your last question')).text).toContain('How many orders by region?');
  });
});

describe.each(engines)('the way of an organisation, on $engine', ({ connect }) => {
  beforeEach(async () => {
    place = await town({ model });
    house = await place.open();
  });
  afterEach(() => place[Symbol.asyncDispose]());

  it('from its founding to costs by member', async () => {
    const omar = person(10, 'Omar');
    const lena = person(11, 'Lena');
    omar.send('/start');
    await omar.sees('Hello Omar!');
    omar.send('/createorg Golden Gate Trading');
    await omar.sees('The organization Golden Gate Trading stands');
    const credentials = await omar.sees('Your credentials for the web view');
    const hidden = credentials.entities.filter(({ type }) => type === 'spoiler');
    expect(hidden).toHaveLength(2);
    const [userName = '', password = ''] = hidden.map(({ offset, length }) =>
      credentials.text.slice(offset, offset + length),
    );
    expect(userName).toBe('owner_golden-gate-trading_1');
    const signedIn = await house.people.signIn({ userName, password }, '127.0.0.1');
    expect(signedIn.person.role).toBe('owner');

    omar.send(`/adddb Shop ${connect('shop')}`);
    await omar.sees('Shop is connected, for everyone in your organization.');

    omar.send('/invite 2 48');
    const invitation = await omar.sees('An invitation to Golden Gate Trading');
    expect(Buffer.from(invitation.file?.bytes ?? []).toString('latin1', 1, 4)).toBe('PNG');
    expect(invitation.text).toContain('For 2 people');
    const [, code = ''] = /\/join ([A-Z0-9]{12})/.exec(invitation.text) ?? [];
    expect(invitation.text).toContain(`https://t.me/diwan_bot?start=join_${code}`);

    lena.send(`/start join_${code}`);
    await lena.sees('Welcome to Golden Gate Trading!');
    expect(lena.menu.map(({ command }) => command)).not.toContain('invite');
    expect(omar.menu.map(({ command }) => command)).toContain('invite');

    lena.send('/selectdb Shop');
    await lena.sees('From now on I answer from Shop');
    lena.send('How many orders by region?');
    await lena.sees('There are 3 regions.');
    expect(spent(2)).toBeGreaterThan(0);

    omar.send('/stats');
    const stats = await omar.sees('By person, this month');
    expect(stats.text).toMatch(/Lena: \$0\.00\d+, 2 model calls/);

    omar.send('/members');
    await omar.sees('Golden Gate Trading: 2 people');
    await omar.press('✕ Lena').answered();
    await omar.sees('Remove Lena from the organization?');
    await omar.press('Remove').answered();
    await omar.sees('Lena has been removed.');
    await lena.sees('An owner has removed you');
    lena.send('How many orders by region?');
    await lena.sees('There is no database you can ask yet.');
  });
});
