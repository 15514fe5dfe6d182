import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleCompany } from '../../../src/main/sample/company.ts';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { known, started } from '../../support/bot-people.ts';
import type { Person } from '../../support/botapi/index.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'sample.sqlite');
let place: Town;
let house: House;

beforeAll(async () => {
  createSampleCompany(file, new Date());
  place = await town({ practice: true });
  house = await place.open();
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

async function somebody(id: number, languageCode: string): Promise<Person> {
  const person = await started(place, { id, name: 'Nadia', languageCode });
  const { catalogue } = house.databases;
  const connection = `sqlite:///${file}`;
  await catalogue.add(
    known(house, person),
    { name: 'Sample', connection },
    AbortSignal.timeout(9_000),
  );
  return person;
}

describe('a newcomer’s chat with the sample company', () => {
  it.each([
    ['en', 'sales by city', 'sales by store city', 'total sales'],
    ['ar', 'المبيعات حسب المدينة', 'المبيعات حسب المدينة (المتاجر)', 'إجمالي المبيعات'],
    ['fa', 'فروش به تفکیک شهر', 'فروش به تفکیک شهر (فروشگاه)', 'مجموع فروش'],
  ])('a question back is answered by its button (%s)', async (language, question, option, told) => {
    const person = await somebody(100 + language.charCodeAt(0), language);
    person.send(question);
    await person.sees(({ buttons }) => buttons.flat().includes(option));
    await person.press(option).answered();
    await person.sees(({ text, buttons }) => text.includes(told) && buttons.flat().includes('SQL'));
    person.send('/history');
    const history = await person.sees(({ text }) => text.includes('✓'));
    expect(history.text).toContain(question);
    expect(history.text.replace(/\p{Cf}/gu, '')).toContain(`(${option})`);
  });

  it('says how a question was meant with one full stop', async () => {
    const person = await somebody(70, 'fa');
    person.send('فروش هر شهر چقدر است؟');
    const option = 'فروش هر شهر (فروشگاه) چقدر است؟';
    await person.sees(({ buttons }) => buttons.flat().includes(option));
    await person.press(option).answered();
    await person.chat.sees(({ text }) =>
      text.replace(/\p{Cf}/gu, '').endsWith('فروش هر شهر (فروشگاه) چقدر است.'),
    );
  });

  it('goes on in the language of the chat after a number alone', async () => {
    const person = await somebody(71, 'ar');
    person.send('ما إجمالي المبيعات حسب المنطقة؟');
    await person.sees('إجمالي المبيعات');
    person.send('2025');
    await person.sees('التكلفة');
  });

  it('lists what is low in stock in the reader’s language, the product first', async () => {
    const person = await somebody(7, 'ar');
    person.send('ما المنتجات التي تحت حد إعادة الطلب؟');
    const { text } = await person.sees('مستوى إعادة الطلب');
    expect(text.replace(/\p{Cf}/gu, '')).toMatch(
      /\n\n[^\n:]+\nالكمية: [\d,]+\nمستوى إعادة الطلب: [\d,]+\n/,
    );
  });

  it('goes on from the answer before, in words and in shape', async () => {
    const person = await somebody(8, 'en');
    person.send('sales by month last year');
    await person.sees('12 rows.');
    person.send('top 3');
    await person.sees('3 rows.');
    person.send('and the bottom 2?');
    await person.sees('2 rows.');
    person.send('as a chart');
    await person.sees('2 rows.');
  });
});
