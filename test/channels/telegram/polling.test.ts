import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { started, withDatabase } from '../../support/bot-people.ts';
import { faults, type Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

let place: Town;
let house: House;
let sara: Person;

beforeEach(async () => {
  place = await town({ model: sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.') });
  house = await place.open();
  sara = await started(place, { id: 7, name: 'Sara' });
  await withDatabase(place, house, sara);
});
afterEach(() => place[Symbol.asyncDispose]());

const rows = () =>
  house.manager.file
    .prepare<[], { update_id: number; body: string; done_at: string | null }>(
      'SELECT update_id, body, done_at FROM inbox ORDER BY update_id',
    )
    .all();

describe('updates', () => {
  it.each([
    ['a failing server', faults.server(502)],
    ['a lost connection', faults.drop('before')],
    ['an answer lost on its way', faults.drop('after')],
    ['another program with the same token', faults.error(409, 'Conflict: terminated')],
  ])('outlast %s', async (_what, fault) => {
    const injected = place.api.inject('getUpdates', fault, { times: 2 });
    sara.send('/myinfo');
    await sara.sees('Telegram id');
    sara.send('How many orders?');
    await sara.sees('There are 300.');
    expect(sara.chat.fromBot.filter(({ text }) => text.includes('There are 300.'))).toHaveLength(1);
    expect(injected.strikes).toBeGreaterThan(0);
  });

  it('tell when Telegram no longer knows the token', async () => {
    place.api.inject('getUpdates', faults.error(401, 'Unauthorized'), { times: 100 });
    sara.send('/myinfo');
    await expect.poll(() => house.telegram.status().state).toBe('refused');
  });

  it('are journalled, done with, and forgotten but for their number', async () => {
    sara.send('How many orders?');
    await sara.sees('There are 300.');
    await expect.poll(() => rows().every(({ done_at }) => done_at !== null)).toBe(true);
    expect(rows().map(({ body }) => body)).toEqual(rows().map(() => ''));
    const { updateId } = sara.send('/adddb Other postgres://sa:hunter2-hunter2@nowhere.invalid/x');
    await sara.sees('Trying to connect');
    const kept = rows().find(({ update_id }) => update_id === updateId);
    expect(kept?.body).not.toContain('hunter2');
  });

  it('that were open when the appliance stopped are handled first, in order', async () => {
    await house[Symbol.asyncDispose]();
    sara.send('/language');
    sara.send('/myinfo');
    house = await place.open();
    await sara.sees('Telegram id');
    const said = sara.chat.fromBot.map(({ text }) => text);
    expect(said.findIndex((text) => text.startsWith('Which language'))).toBeLessThan(
      said.findIndex((text) => text.includes('Telegram id')),
    );
  });
});
