import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { asMember, asOwner, known, started, withDatabase } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';
import type { Scripted } from '../../support/models/script.ts';
import { sqlModel } from '../../support/sql-model.ts';

const wide = `SELECT id, CASE region WHEN 'North' THEN region ELSE 'South' END AS region, total, ordered_on
  FROM orders ORDER BY id LIMIT 60`;
const files = {
  csv: async () => Buffer.from('a,b'),
  xlsx: async () => Buffer.from('PK workbook'),
  chart: async () => readFileSync(new URL('../../botapi/chart.png', import.meta.url)),
};

let place: Town;
let house: House;
let sara: Person;

async function open(model: Scripted, withFiles = true): Promise<void> {
  place = await town({ model });
  house = await place.open(withFiles ? { answerFiles: files } : {});
  sara = await started(place, { id: 7, name: 'Sara' });
  await withDatabase(place, house, sara);
}

afterEach(() => place[Symbol.asyncDispose]());

describe('under an answer of many rows', () => {
  beforeEach(() => open(sqlModel(wide, 'Sixty orders.')));

  it('stand SQL, files and more rows, and the workbook comes by itself', async () => {
    sara.send('Which orders?');
    const answer = await sara.sees('Sixty orders.');
    expect(answer.text).toContain('The first 15 of 60 rows.');
    expect(answer.buttons).toEqual([
      ['SQL', 'Excel', 'CSV'],
      ['📊 Chart', 'More rows'],
      ['👍', '👎'],
    ]);
    const workbook = await sara.sees(({ file }) => file !== null);
    expect(workbook.file?.name).toMatch(/^Shop-\d+\.xlsx$/);
    await sara.press('CSV').answered();
    await sara.sees(({ file }) => file?.name.endsWith('.csv') ?? false);
    await sara.press('More rows').answered();
    const more = await sara.sees('Rows 16 to 40 of 60.');
    await sara.press('More rows', { message: more.id }).answered();
    const last = await sara.sees('Rows 41 to 60 of 60.');
    expect(last.buttons).toEqual([]);
  });

  it('stand fewer rows at once where they hold Arabic letters', async () => {
    place.gemini.script(
      sqlModel('SELECT id, region, total, ordered_on FROM orders LIMIT 20', 'Twenty orders.'),
    );
    sara.send('Which orders?');
    const answer = await sara.sees('Twenty orders.');
    expect(answer.text).toContain('The first 12 of 20 rows.');
    await sara.press('More rows').answered();
    const more = await sara.sees('Rows 13 to 20 of 20.');
    expect(more.text.replace(/\p{Cf}/gu, '')).toContain(
      'id: 20 — الشرق\ntotal: 210.00\nordered on: 2025-03-15',
    );
  });

  it('a file or a picture comes once, however often it is asked for', async () => {
    sara.send('Which orders, as a chart?');
    await sara.sees('Sixty orders.');
    await sara.sees(({ file }) => file?.name.endsWith('.png') ?? false);
    await sara.sees(({ file }) => file?.name.endsWith('.xlsx') ?? false);
    for (const label of ['Excel', '📊 Chart'])
      expect((await sara.press(label).answered()).text).toContain('in our chat already');
    await Promise.all([sara.press('CSV').answered(), sara.press('CSV').answered()]);
    const names = sara.chat.fromBot.flatMap(({ file }) => (file ? [file.name] : []));
    expect(names.map((name) => name.split('.').at(-1)).sort()).toEqual(['csv', 'png', 'xlsx']);
  });

  it('a finger that hits twice does a thing once', async () => {
    sara.send('Which orders?');
    await sara.sees('Sixty orders.');
    await sara.sees(({ file }) => file !== null);
    for (const label of ['SQL', 'More rows', '👍'])
      await Promise.all([1, 2, 3].map(() => sara.press(label).answered()));
    await sara.sees('Shall I keep this query');
    const count = (text: string) =>
      sara.chat.fromBot.filter((message) => message.text.includes(text)).length;
    expect(count('This SQL was run')).toBe(1);
    expect(count('Rows 16 to 40')).toBe(1);
    expect(count('Shall I keep this query')).toBe(1);
  });

  it('only the asker may open them', async () => {
    const group = place.api.group(-100, { title: 'Sales', members: [sara, place.api.user(8)] });
    const other = place.api.user(8, { name: 'Omar' });
    sara.in(group).send('@diwan_bot Which orders?');
    const answer = await group.sees('Sixty orders.');
    const data = (label: string) => {
      const buttons = answer.message.reply_markup?.inline_keyboard.flat() ?? [];
      const found = buttons.find(({ text }) => text === label);
      return found && 'callback_data' in found ? found.callback_data : '';
    };
    for (const label of ['SQL', 'Excel', 'CSV', 'More rows', '👍', '👎']) {
      const press = other.in(group).press({ data: data(label), message: answer.id });
      expect(await press.answered()).toMatchObject({
        alert: true,
        text: expect.stringContaining('belongs to the person who asked'),
      });
    }
    const before = group.messages.length;
    expect((await sara.in(group).press('SQL').answered()).text).toContain('private chat');
    await sara.chat.sees('This SQL was run');
    expect(group.messages).toHaveLength(before);
  });

  it('rows are not kept for ever, the SQL is', async () => {
    sara.send('Which orders?');
    await sara.sees('Sixty orders.');
    await house[Symbol.asyncDispose]();
    house = await place.open({ answerFiles: files });
    expect((await sara.press('Excel').answered()).text).toContain('no longer available');
    await sara.press('SQL').answered();
    await sara.sees('This SQL was run');
  });
});

describe('a file asked for in words', () => {
  it.each([
    'Orders by region, as an Excel file',
    'الطلبات حسب المنطقة كملف إكسل',
    'سفارش‌ها به تفکیک منطقه در قالب اکسل',
  ])('comes with the answer: %s', async (question) => {
    await open(sqlModel('SELECT region, COUNT(*) AS n FROM orders GROUP BY region', 'Done.'));
    sara.send(question);
    await sara.sees('Done.');
    const file = await sara.sees(({ file }) => file !== null);
    expect(file.file?.name).toMatch(/\.xlsx$/);
  });
});

describe('an opinion', () => {
  beforeEach(() => open(sqlModel('SELECT COUNT(*) AS n FROM orders', 'There are 300.')));

  it('of a member who liked it waits for the owner’s word', async () => {
    const omar = await started(place, { id: 8, name: 'Omar' });
    asOwner(house, omar, 'Company');
    asMember(house, sara, omar);
    const id = await withDatabase(place, house, omar, 'Company shop');
    sara.send('How many orders?');
    const answer = await sara.sees('There are 300.');
    await sara.press('👍').answered();
    await sara.sees('Shall I keep this query');
    await sara.press('Keep it').answered();
    await sara.sees('It is with the owner now.');
    expect(sara.chat.messages.find((one) => one.id === answer.id)?.buttons).toEqual([
      ['SQL', 'Excel', 'CSV'],
    ]);
    omar.send('/org');
    await omar.sees('What would you like to do?');
    await omar.press('👍 Proposals').answered();
    await omar.sees('How many orders?');
    await omar.press('Approve').answered();
    await omar.sees('Approved.');
    const [kept] = house.databases.verified.list(known(house, omar), id);
    expect(kept).toMatchObject({ status: 'approved', question: 'How many orders?' });
  });

  it('of a member who did not is kept for the owner, with the reason', async () => {
    const omar = await started(place, { id: 8, name: 'Omar' });
    asOwner(house, omar, 'Company');
    asMember(house, sara, omar);
    await withDatabase(place, house, omar, 'Company shop');
    sara.send('How many orders?');
    await sara.sees('There are 300.');
    await sara.press('👎').answered();
    await sara.sees('What was wrong?');
    await sara.press('Something else…').answered();
    const asked = await sara.sees('in a reply to this message');
    sara.send('Returns are <b>counted</b> too', { replyTo: asked.id });
    await sara.sees('The owner can see it');
    omar.send('/org');
    await omar.sees('What would you like to do?');
    await omar.press('👎 Complaints').answered();
    const shown = await omar.sees('Returns are <b>counted</b> too');
    expect(shown.text).toContain('Sara');
    expect(shown.text).toContain('SELECT COUNT(*) AS n FROM orders');
    await omar.press('Done with it').answered();
    await omar.sees('Done.');
    await omar.press('👎 Complaints').answered();
    await omar.sees('No answer is waiting');
  });
});

describe('a question back', () => {
  const clarify = { question: 'Which total is meant?', options: ['gross', 'net'] };
  const model: Scripted = (call) => {
    if (!call.json) return { text: 'There are 300.' };
    const asked = call.messages.at(-1)?.text ?? '';
    return /\(Which total is meant\? (net|الصافي)\)/.test(asked)
      ? { json: { way: 'sql', sql: 'SELECT COUNT(*) AS n FROM orders', interpretation: 'Net.' } }
      : { json: { way: 'clarify', clarify } };
  };
  beforeEach(() => open(model));

  it('is answered by a button, and the choice is remembered for the chat', async () => {
    sara.send('What is the total?');
    const back = await sara.sees('Which total is meant?');
    expect(back.buttons).toEqual([['gross'], ['net']]);
    await sara.press('net').answered();
    await sara.sees('There are 300.');
    await sara.sees('Understood: net.');
    sara.send('And the total of May?');
    await sara.sees('As you chose before: net.');
    await sara.sees('There are 300.');
    sara.send('/clear');
    await sara.sees('Forgotten');
    sara.send('And the total of June?');
    expect((await sara.sees('Which total is meant?')).buttons).toEqual([['gross'], ['net']]);
  });

  it('is answered in the language of the question, whatever the option’s', async () => {
    clarify.options = ['الصافي', 'net'];
    sara.send('What is the total?');
    await sara.sees('Which total is meant?');
    await sara.press('الصافي').answered();
    clarify.options = ['gross', 'net'];
    expect((await sara.chat.sees('There are 300.')).text).toContain('Database: Shop');
  });

  it('shows of long options the part that tells them apart', async () => {
    const long = 'Send the sales of the first quarter of last year by channel';
    clarify.options = [`${long} (customers)`, `${long} (stores)`];
    sara.send('What is the total?');
    const back = await sara.sees('Which total is meant?');
    clarify.options = ['gross', 'net'];
    expect(back.buttons).toEqual([['… (customers)'], ['… (stores)']]);
  });

  it('comes once: what is still unclear is said, not asked again', async () => {
    sara.send('What is the total?');
    await sara.sees('Which total is meant?');
    await sara.press('gross').answered();
    const still = await sara.sees('I still cannot tell');
    expect(still.text).toContain('Which total is meant?');
    expect(still.buttons).toEqual([]);
  });
});
