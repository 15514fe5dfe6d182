import { afterEach, describe, expect, it } from 'vitest';
import { type House, type Town, type TownOptions, town } from '../../support/bot-house.ts';
import { asMember, asOwner, known, started, withDatabase } from '../../support/bot-people.ts';
import { faults, type Person } from '../../support/botapi/index.ts';
import { sqlModel } from '../../support/sql-model.ts';

const slow = `SELECT COUNT(*) AS n FROM orders a, orders b, orders c, orders d WHERE a.total + b.total > c.total + d.total`;
const quick = 'SELECT COUNT(*) AS n FROM orders';

let place: Town;
let house: House;
let sara: Person;

afterEach(() => place[Symbol.asyncDispose]());

async function open(options: TownOptions): Promise<void> {
  place = await town(options);
  house = await place.open();
  sara = await started(place, { id: 7, name: 'Sara' });
  await withDatabase(place, house, sara);
}

const outcomes = () =>
  house.costs.file
    .prepare('SELECT outcome, error_code AS code FROM conversations ORDER BY id')
    .all();

describe('a question under way', () => {
  it('is stopped by /cancel, in the database too, and the next one goes through', async () => {
    let sql = slow;
    await open({ model: (call) => sqlModel(sql, 'There are 300.')(call) });
    sara.send('What takes for ever?');
    await sara.chat.waitFor(({ draft }) => draft?.text.includes('Reading the database'));
    sara.send('/cancel');
    await sara.sees('Stopped. Only what had been used');
    sql = quick;
    sara.send('How many orders?');
    await sara.sees('There are 300.');
    expect(outcomes()).toEqual([
      { outcome: 'cancelled', code: 'cancelled' },
      { outcome: 'ok', code: null },
    ]);
  });

  it('is stopped with all that wait by one /cancel, which says so once', async () => {
    await open({ model: () => ({ hang: true }) });
    for (const text of ['the first?', 'the second?', 'the third?']) sara.send(text);
    await sara.chat.sees('Waiting for your previous answer');
    await sara.chat.sees('Waiting for your 2 previous answers');
    const { id } = sara.send('/cancel');
    await sara.sees('Stopped 3 questions.');
    await expect.poll(outcomes).toHaveLength(1);
    await sara.chat.waitFor(({ fromBot }) => !fromBot.some(({ text }) => /Waiting/.test(text)));
    sara.send('/myinfo');
    await sara.sees('Telegram id');
    const said = sara.chat.fromBot.filter((message) => message.id > id);
    expect(said.map(({ text }) => text.slice(0, 19))).toEqual([
      'Stopped 3 questions',
      expect.stringContaining('Sara'),
    ]);
  });

  it('that has not begun is stopped by a /cancel sent behind it, and what follows is answered', async () => {
    await open({ model: sqlModel(quick, 'There are 300.') });
    await house[Symbol.asyncDispose]();
    sara.send('The first question?');
    sara.send('The second question?');
    sara.send('/cancel');
    sara.send('How many orders?');
    house = await place.open();
    await sara.sees('There are 300.');
    await sara.chat.sees('Stopped 2 questions.');
    sara.send('/myinfo');
    await sara.sees('Telegram id');
    expect(sara.chat.fromBot.filter(({ text }) => text.includes('There are 300.'))).toHaveLength(1);
    expect(sara.chat.fromBot.filter(({ text }) => text.includes('Stopped'))).toHaveLength(1);
  });

  it('lets others of the same person wait, in order, each told so', async () => {
    const release = Promise.withResolvers<void>();
    await open({
      model: async (call) => {
        if (call.json) await release.promise;
        const asked = call.messages.at(-1)?.text ?? '';
        return sqlModel(quick, `Answer to ${/(first|second|third)/.exec(asked)?.[1]}.`)(call);
      },
    });
    for (const text of ['the first?', 'the second?', 'the third?']) sara.send(text);
    await sara.chat.sees('Waiting for your previous answer');
    await sara.chat.sees('Waiting for your 2 previous answers');
    sara.send('/myinfo');
    await sara.sees('Telegram id');
    release.resolve();
    await sara.chat.sees('Answer to third.');
    const answers = sara.chat.fromBot.filter(({ text }) => text.startsWith('Answer to'));
    const asked = sara.chat.messages.filter(({ text }) =>
      /^the (first|second|third)\?$/.test(text),
    );
    expect(answers.map(({ text }) => text.slice(10, 15)).sort()).toEqual([
      'first',
      'secon',
      'third',
    ]);
    expect(sara.chat.fromBot.some(({ text }) => text.includes('Waiting'))).toBe(false);
    // Each stands below all that was asked, and refers to its own question.
    for (const { id, text, message } of answers) {
      const question = message.reply_to_message;
      expect(question?.text).toBe(`the ${/(first|second|third)/.exec(text)?.[1]}?`);
      expect(id).toBeGreaterThan(Math.max(...asked.map((one) => one.id)));
    }
  });

  it('is shown as a draft that grows, and as an edited message where there are no drafts', async () => {
    const release = Promise.withResolvers<void>();
    await open({
      model: async (call) => {
        if (call.json) return { json: { way: 'sql', sql: quick } };
        return { text: ['There ', 'are ', '300.'], pieceMs: 900 };
      },
    });
    release.resolve();
    sara.send('How many orders?');
    await sara.chat.waitFor(({ draft }) => draft?.text.startsWith('There'));
    await sara.sees('There are 300.');
    expect(sara.chat.draft).toBeNull();
    place.api.inject('sendMessageDraft', faults.error(404, 'Not Found: method not found'), {
      times: 100,
    });
    sara.send('How many orders?');
    const answer = await sara.sees(/^There are 300\.\n/);
    expect(answer.versions.length).toBeGreaterThan(1);
    expect(answer.versions[0]?.text).toMatch(/…$/);
  });

  it('can be stopped by the button under the draft', async () => {
    await open({ model: () => ({ hang: true }) });
    sara.send('How many orders?');
    await sara.chat.waitFor(({ draft }) => draft?.canStop);
    sara.stop();
    await sara.sees('Only what had been used');
  });

  it('ends at once when its person is removed from the organisation', async () => {
    await open({ model: sqlModel(slow, 'never') });
    const omar = await started(place, { id: 8, name: 'Omar' });
    asOwner(house, omar, 'Company');
    asMember(house, sara, omar);
    await withDatabase(place, house, omar, 'Company shop');
    sara.send('What takes for ever?');
    await sara.chat.waitFor(({ draft }) => draft?.text.includes('Reading the database'));
    house.people.members.remove(known(house, omar), known(house, sara).id);
    await sara.sees('Only what had been used');
    await sara.sees('An owner has removed you');
  });

  it('survives an outage of Telegram: the answer is there when Telegram is', async () => {
    await open({ model: sqlModel(quick, 'There are 300.') });
    const outage = [
      place.api.inject('sendMessage', faults.server(502), { times: 2 }),
      place.api.inject('sendMessage', faults.drop('before'), { times: 1 }),
      place.api.inject('sendMessage', faults.tooMany(1), { times: 1 }),
    ];
    sara.send('How many orders?');
    await sara.sees('There are 300.');
    expect(outage.map(({ strikes }) => strikes)).toEqual([2, 1, 1]);
    expect(sara.chat.fromBot.filter(({ text }) => text.includes('300.'))).toHaveLength(1);
  });

  it('is told in the language of the question what went wrong', async () => {
    await open({
      model: () => ({ status: 400, message: 'API key not valid', reason: 'API_KEY_INVALID' }),
    });
    sara.send('كم عدد الطلبات؟');
    await sara.sees('يرفض المفتاح');
    sara.send('How many orders?');
    await sara.sees('refuses the key');
  });
});
