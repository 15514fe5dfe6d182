import { afterEach, describe, expect, it } from 'vitest';
import { type House, type Town, town } from '../../support/bot-house.ts';
import { asMember, asOwner, known, started, withDatabase } from '../../support/bot-people.ts';
import { faults, type Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

const sql = 'SELECT COUNT(*) AS n FROM orders';
const which = 'Which database is this question about?';

let place: Town;
let house: House;
let sara: Person;

afterEach(() => place[Symbol.asyncDispose]());

/** Sara has two databases, and has chosen none. */
async function open(
  model: NonNullable<Parameters<typeof town>[0]>['model'] = (call) => {
    const asked = /(first|second) question/.exec(call.messages.at(-1)?.text ?? '')?.[1];
    return sqlModel(sql, `Answer to the ${asked ?? 'question'}.`)(call);
  },
): Promise<void> {
  place = await town({ model });
  house = await place.open();
  sara = await started(place, { id: 7, name: 'Sara' });
  await withDatabase(place, house, sara, 'Shop');
  await withDatabase(place, house, sara, 'Archive');
}

async function restart(): Promise<void> {
  await house[Symbol.asyncDispose]();
  house = await place.open();
}

const answer = sqlModel(sql, 'There are 300.');

/** The answer of a model that, the first time, is at work until all has been stopped. */
function cutOff() {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  return {
    answer: async (call: Parameters<typeof answer>[0]) => {
      reached.resolve();
      await released.promise;
      return answer(call);
    },
    async restart(): Promise<void> {
      await reached.promise;
      await house[Symbol.asyncDispose]();
      released.resolve();
      house = await place.open();
    },
  };
}

/** And billed once, beside so many other questions. */
async function isAnsweredOnce(others: number): Promise<void> {
  await sara.sees('There are 300.');
  sara.send('/myinfo');
  await sara.sees('Telegram id');
  expect(sara.chat.fromBot.filter(({ text }) => text.includes('300.'))).toHaveLength(1);
  const billed = outcomes().filter((row) => JSON.stringify(row).includes('"ok"'));
  expect(billed).toHaveLength(1 + others);
  await expect.poll(waiting).toEqual([]);
}

const outcomes = () => house.costs.file.prepare('SELECT outcome FROM conversations').all();
const waiting = () => house.manager.file.prepare('SELECT * FROM waiting_questions').all();

describe('a question that waits for a database to be chosen', () => {
  it('outlives a restart before the choice', async () => {
    await open();
    sara.send('How many orders?');
    await sara.sees(which);
    await restart();
    sara.press('Archive');
    const answer = await sara.chat.sees('Answer to the question.');
    expect(answer.text).toContain('Database: Archive');
    await expect.poll(waiting).toEqual([]);
  });

  it('outlives a restart after the press, and is answered and billed once', async () => {
    const crash = cutOff();
    await open(crash.answer);
    sara.send('How many orders?');
    await sara.sees(which);
    sara.press('Archive');
    await crash.restart();
    await isAnsweredOnce(0);
  });

  it('is answered with the others that wait, in order, each under its own question', async () => {
    await open();
    const first = sara.send('The first question?');
    await sara.sees(which);
    sara.send('The second question?');
    await sara.sees(which);
    sara.press('Shop');
    await sara.chat.sees('Answer to the second.');
    const answers = sara.chat.fromBot.filter(({ text }) => text.startsWith('Answer to'));
    expect(answers.map(({ text }) => text.slice(10, 19))).toEqual(['the first', 'the secon']);
    expect(answers[0]?.message.reply_to_message?.message_id).toBe(first.id);
  });

  it('is answered as well when the database is chosen by its name', async () => {
    await open();
    sara.send('How many orders?');
    await sara.sees(which);
    sara.send('/selectdb Archive');
    await sara.sees('From now on I answer from Archive');
    await sara.sees('Answer to the question.');
  });

  it('is dropped with the membership of its person', async () => {
    await open();
    const omar = await started(place, { id: 8, name: 'Omar' });
    asOwner(house, omar, 'Company');
    for (const name of ['One', 'Two']) await withDatabase(place, house, omar, name);
    asMember(house, sara, omar);
    sara.send('How many orders?');
    expect((await sara.sees(which)).buttons.flat()).toEqual(['One', 'Two']);
    house.people.members.remove(known(house, omar), known(house, sara).id);
    await sara.sees('An owner has removed you');
    sara.send('/selectdb Shop');
    await sara.sees('From now on I answer from Shop');
    sara.send('/cancel');
    await sara.sees('Nothing is running.');
    expect([outcomes(), waiting()]).toEqual([[], []]);
  });

  it('is dropped by /cancel, and never more than five wait', async () => {
    await open();
    for (let nth = 1; nth <= 5; nth += 1) {
      sara.send(`Question number ${nth}?`);
      await sara.sees(which);
    }
    sara.send('One too many?');
    await sara.sees('5 questions of yours are already waiting');
    sara.send('/cancel');
    await sara.sees('Stopped 5 questions.');
    await sara.press('Shop').answered();
    await sara.chat.sees('From now on I answer from Shop');
    sara.send('/cancel');
    await sara.sees('Nothing is running.');
    expect(outcomes()).toEqual([]);
  });
});

describe('a press cut off by a crash', () => {
  const clarify = { question: 'Which region?', options: ['North', 'South'] };

  it('on what a question meant is answered after the restart, and billed once', async () => {
    const crash = cutOff();
    await open(async (call) => {
      const isMeant = call.messages.at(-1)?.text.includes('(Which region? North)');
      if (call.json && !isMeant) return { json: { way: 'clarify', clarify } };
      return await crash.answer(call);
    });
    sara.send('/selectdb Shop');
    await sara.sees('From now on I answer from Shop');
    sara.send('How many orders?');
    await sara.sees('Which region?');
    // A finger that hits twice asks once.
    sara.press('North');
    sara.press('North');
    await crash.restart();
    await isAnsweredOnce(1);
  });

  it('is told in the chat where its note comes too late', async () => {
    await open();
    const late = 'Bad Request: query is too old and response timeout expired';
    place.api.inject('answerCallbackQuery', faults.error(400, late), { times: 1 });
    sara.press({ data: 'xls:1', message: sara.chat.last?.id ?? 0 });
    await sara.sees('That is no longer available. Please ask again.');
  });
});
