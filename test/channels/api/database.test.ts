import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { OpenAI } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, model, type Program } from '../../support/api-house.ts';
import { salesByRegion } from '../../support/shop.ts';
import { type Camp, type Siege, siege } from '../../support/siege.ts';
import { sqlModel } from '../../support/sql-model.ts';

const said = 'South sold most.';
const { signal } = new AbortController();
const always = { from: '0000', to: '9999' };
let under: Siege;
let ofA: Program;
let ofB: Program;
let without: Program;
beforeAll(async () => {
  under = await siege();
  const { house, a, b } = under;
  const make = ({ organizationId }: Camp, databases: number[]) =>
    house.channel({ organization_id: organizationId, databases });
  ofA = await make(a, [a.databaseId]);
  ofB = await make(b, [b.databaseId]);
  without = await make(a, []);
});
afterAll(() => under[Symbol.asyncDispose]());
beforeEach(() => under.house.models.script(sqlModel(salesByRegion, said)));

/** What the engine itself says. */
function truth({ file }: Camp): unknown[] {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    return database.prepare(salesByRegion).raw().all();
  } finally {
    database.close();
  }
}

describe('a channel that may ask a database', () => {
  it('answers with the statement, its rows, their receipt and the cost', async () => {
    const { status, json } = await ofA.chat('alice', 'Which region sold most?');
    expect(status).toBe(200);
    expect(json).toMatchObject({ success: true, response: said, model, total_message_count: 2 });
    expect(json.sql).toContain('FROM orders');
    expect(json.result.rows).toEqual(truth(under.a));
    expect(json.receipt).toMatchObject({
      database: { id: under.a.databaseId, dialect: 'sqlite' },
      tables: ['orders'],
      row_count: 3,
      cut: null,
    });
    expect(json.result.elapsed_ms).toSatisfy(Number.isInteger);
    const stages = json.receipt.stages.map((one: { stage: string }) => one.stage);
    expect(stages).toEqual(['summary', 'answer']);
    expect(json.receipt.total).toBe(json.usage.cost);
    expect(Number(json.receipt.total)).toBeGreaterThan(0);
    const nanodollars = ({ cost }: { cost: string }) => Math.round(Number(cost) * 1e9);
    const [plan, words] = json.receipt.stages.map(nanodollars);
    expect(plan + words).toBe(nanodollars({ cost: json.receipt.total }));
    const listed = await under.house.admin('GET', `/channels?channel_id=${ofA.channelId}`);
    const [channel] = listed.json.channels;
    expect(channel.usage.cost.total).toBeCloseTo(Number(json.receipt.total), 12);
    expect(channel.usage.tokens.input).toBe(json.usage.input_tokens);
  });

  it('goes on from the statement before', async () => {
    await ofA.chat('bea', 'Which region sold most?');
    await ofA.chat('bea', 'And the others?');
    const plan = under.house.models.calls.findLast((call) => call.json !== null);
    expect(plan?.messages.map(({ text }) => text).join('\n')).toContain('FROM orders');
  });

  it('streams every stage, the pieces of the text, then the whole', async () => {
    const { text } = await ofA.chat('carl', 'Which region sold most?', { stream: true });
    const events = eventsOf(text);
    const named = (name: string) => events.filter(({ event }) => event === name);
    expect(named('stage').map(({ data }) => data)).toEqual(
      ['summary', 'query', 'answer'].map((stage) => ({ stage })),
    );
    const pieces = named('text').map(({ data }) => (data as { delta: string }).delta);
    expect(pieces.join('')).toBe(said);
    expect(events.at(-1)).toMatchObject({
      event: 'answer',
      data: { success: true, response: said, result: { rows: truth(under.a) } },
    });
  });

  it('answers OpenAI’s own client, whole and streamed', async () => {
    const client = new OpenAI({ apiKey: ofA.key, baseURL: under.house.url, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'Which region sold most?' }];
    const whole = await client.chat.completions.create({ model, messages });
    expect(whole.choices[0]?.message.content).toBe(said);
    expect(whole.usage?.prompt_tokens).toBeGreaterThan(0);
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe(said);
  });

  it('counts what a failed question has cost in its use, as the ledger does', async () => {
    const { house, app } = under;
    const program = await house.channel({
      organization_id: under.a.organizationId,
      databases: [under.a.databaseId],
    });
    house.models.script(sqlModel('SELECT nothing FROM nowhere', said));
    expect((await program.chat('fay', 'Which region sold most?')).status).toBe(503);
    const billed = app.costs.file
      .prepare(
        `SELECT sum(input) AS input, sum(output) AS output, sum(s.cost) AS cost
         FROM conversations c JOIN conversation_stages s ON s.conversation_id = c.id
         WHERE channel_id = ?`,
      )
      .get(program.id);
    const [use] = app.programs.report.byModel({ channelId: program.id }, always);
    expect(use).toMatchObject({ requests: 1, failed: 1, ...Object(billed) });
    expect(use?.cost).toBeGreaterThan(0);
  });

  it('says which part failed when the database can not answer', async () => {
    under.house.models.script(sqlModel('SELECT nothing FROM nowhere', said));
    const { status, json } = await ofA.chat('dora', 'Which region sold most?');
    expect([status, json.error]).toEqual([503, 'database_unavailable']);
    expect(json.response.length).toBeGreaterThan(10);
  });
});

describe('a channel whose first database is removed', () => {
  it('goes on with the next, can still be changed, and does not take to plain chat', async () => {
    const { app, a, house } = under;
    const operator = app.people.persons.operator(a.organizationId);
    const add = async (name: string) => {
      const input = { name, connection: `sqlite:///${a.file}` };
      const { database } = await app.databases.catalogue.add(operator, input, signal);
      return database.id;
    };
    const [first, second] = [await add('First'), await add('Second')];
    const databases = [first, second];
    const program = await house.channel({ organization_id: a.organizationId, databases });
    await program.chat('alice', 'Which region sold most?');
    await app.databases.catalogue.remove(operator, first);
    const { json } = await program.chat('alice', 'Which region sold most?');
    expect(json).toMatchObject({ success: true, receipt: { database: { id: second } } });

    const shown = app.programs.registry.get('all', program.id).databases;
    expect(shown).toEqual([second]);
    await app.databases.catalogue.remove(operator, second);
    const gone = await program.chat('alice', 'Which region sold most?');
    expect(gone).toMatchObject({ status: 503, json: { error: 'database_unavailable' } });
    const change = { title: 'Renamed', databases: shown };
    expect(app.programs.registry.change('all', program.id, change, null).title).toBe('Renamed');
    expect(() => app.programs.registry.change('all', program.id, { databases }, null)).toThrow();
  });
});

describe('every other channel', () => {
  it('reaches no database but its own, whatever it names', async () => {
    const { a, b, house } = under;
    const cases = fc.record({
      channel: fc.constantFrom<['a' | 'b' | null, Program]>(
        ['a', ofA],
        ['b', ofB],
        [null, without],
      ),
      wanted: fc.constantFrom(undefined, a.databaseId, b.databaseId, 4_711),
      stream: fc.boolean(),
      user: fc.constantFrom('alice', 'bob'),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ channel: [camp, program], wanted, stream, user }) => {
        const own = camp && under[camp].databaseId;
        const asked = { user_id: user, text: 'Which region sold most?', database: wanted, stream };
        const before = house.models.count();
        const answer = await house.call('POST', '/chat', { key: program.key, body: asked });
        if (wanted !== undefined && wanted !== own) {
          expect(answer).toMatchObject({ status: 403, json: { error: 'access_denied' } });
          expect(house.models.count()).toBe(before);
          return;
        }
        expect(answer.status).toBe(200);
        const reply = stream ? eventsOf(answer.text).at(-1)?.data : answer.json;
        const database = own === null ? null : { id: own };
        expect(reply).toMatchObject({
          receipt: { database: database && expect.objectContaining(database) },
        });
      }),
      { numRuns: 40 },
    );
  });
});
