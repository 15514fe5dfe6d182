import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiHouse, apiHouse, eventsOf, model, otherModel } from '../../support/api-house.ts';
import type { Scripted } from '../../support/models/script.ts';

const echo: Scripted = ({ messages }) => ({ text: `You said: ${messages.at(-1)?.text}` });

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse(echo);
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(() => house.models.script(echo));

describe('a question to a channel', () => {
  it('is answered by one plain model call, with its cost, session and count', async () => {
    const program = await house.channel();
    const before = house.models.count();
    const { status, json } = await program.chat('alice', 'Hello');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      success: true,
      response: 'You said: Hello',
      model,
      total_message_count: 2,
      sql: null,
      usage: { currency: 'USD' },
    });
    expect(json.session_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(json.usage.total_tokens).toBe(json.usage.input_tokens + json.usage.output_tokens);
    expect(house.models.count() - before).toBe(1);
    expect(house.models.calls.at(-1)).toMatchObject({ json: null, stream: false, model });
    expect(Number(json.receipt.total)).toBeGreaterThan(0);
  });

  it('is asked with what was said before, cut to max_history', async () => {
    const program = await house.channel({ max_history: 2 });
    for (const text of ['one', 'two', 'three']) await program.chat('alice', text);
    const texts = house.models.calls.at(-1)?.messages.map((message) => message.text);
    expect(texts).toEqual(['two', 'You said: two', 'three']);
  });

  it('keeps its session over a restart', async () => {
    const program = await house.channel();
    const first = await program.chat('alice', 'one');
    await house.restart();
    const second = await program.chat('alice', 'two');
    expect(second.json.session_id).toBe(first.json.session_id);
    expect(second.json.total_message_count).toBe(4);
    expect(house.models.calls.at(-1)?.messages).toHaveLength(3);
  });

  it('has one session from the first word on, be it a command', async () => {
    const program = await house.channel();
    const ids = new Set<string>();
    for (const text of ['/start', '/help', 'one', '/clear', 'two', '/status'])
      ids.add((await program.chat('alice', text)).json.session_id);
    await house.restart();
    ids.add((await program.chat('alice', '/status')).json.session_id);
    expect(ids.size).toBe(1);
    const bob = await program.chat('bob', '/start');
    expect(ids.has(bob.json.session_id)).toBe(false);
  });

  it('waits for the same user’s question before it, and for nobody else’s', async () => {
    const program = await house.channel();
    const gate = Promise.withResolvers<void>();
    house.models.script(async (call) => {
      if (call.messages.at(-1)?.text === 'slow') await gate.promise;
      return echo(call);
    });
    const ends: string[] = [];
    const ask = (user: string, text: string) =>
      program.chat(user, text).then(({ json }) => ends.push(json.response));
    const slow = ask('alice', 'slow');
    const next = ask('alice', 'next');
    await ask('bob', 'other');
    gate.resolve();
    await Promise.all([slow, next]);
    expect(ends).toEqual(['You said: other', 'You said: slow', 'You said: next']);
    const texts = house.models.calls.at(-1)?.messages.map((message) => message.text);
    expect(texts).toEqual(['slow', 'You said: slow', 'next']);
  });

  it('never meets the same user of another channel', async () => {
    const [one, two] = [await house.channel(), await house.channel()];
    const first = await one.chat('alice', 'my secret');
    const second = await two.chat('alice', 'Hello');
    expect(second.json.session_id).not.toBe(first.json.session_id);
    expect(second.json.total_message_count).toBe(2);
    expect(house.models.calls.at(-1)?.messages).toEqual([{ role: 'user', text: 'Hello' }]);
  });

  it('streams when asked to: the stage, the pieces, the answer', async () => {
    const program = await house.channel();
    house.models.script(() => ({ text: ['Once ', 'upon ', 'a time'] }));
    const { headers, text } = await program.chat('alice', 'Tell me', { stream: true });
    expect(headers.get('content-type')).toContain('text/event-stream');
    const events = eventsOf(text);
    const pieces = events.filter(({ event }) => event === 'text');
    expect(pieces.map(({ data }) => (data as { delta: string }).delta).join('')).toBe(
      'Once upon a time',
    );
    expect(events[0]).toEqual({ event: 'stage', data: { stage: 'answer' } });
    expect(events.at(-1)).toMatchObject({
      event: 'answer',
      data: { success: true, response: 'Once upon a time', total_message_count: 2 },
    });
  });

  it('says in the stream what failed', async () => {
    const program = await house.channel();
    house.models.script(() => ({ status: 401, message: 'bad key' }));
    const headers = { Accept: 'text/event-stream' };
    const body = { user_id: 'alice', text: 'Hi' };
    const { text } = await house.call('POST', '/chat', { key: program.key, body, headers });
    expect(eventsOf(text).at(-1)).toMatchObject({
      event: 'error',
      data: { success: false, error: 'ai_service_unavailable' },
    });
  });

  it('leaves no text in the usage log where the channel says so', async () => {
    const program = await house.channel({ log_texts: false });
    await program.chat('alice', 'unlogged words');
    const logs = house.app.manager.file
      .prepare('SELECT request, response, success FROM usage_logs WHERE channel_id = ?')
      .all(program.id);
    expect(logs).toEqual([{ request: null, response: null, success: 1 }]);
  });
});

describe('commands', () => {
  it('are listed and answered in the channel’s language, without a model', async () => {
    const program = await house.channel({ language: 'ar' });
    const before = house.models.count();
    const { json } = await house.call('GET', '/commands', { key: program.key });
    expect(json).toMatchObject({ success: true, platform: program.channelId });
    const names = json.commands.map((one: { command: string }) => one.command);
    expect(names).toEqual(['/start', '/help', '/status', '/clear', '/model', '/models']);
    for (const name of names) {
      const said = await program.chat('alice', name);
      expect(said.json, name).toMatchObject({ success: true, total_message_count: 0 });
      expect(said.json.response, name).toMatch(/\p{Script=Arabic}/u);
    }
    expect(house.models.count()).toBe(before);
  });

  it.each([
    ['en', 'Pace: 100,000 a minute', '0 of 25,000'],
    ['fa', '۱۰۰٬۰۰۰ در دقیقه', '۲۵٬۰۰۰'],
  ])('/status groups long numbers as its readers do (%s)', async (language, pace, quota) => {
    const program = await house.channel({ language, daily_quota: 25_000 });
    const { response } = (await program.chat('alice', '/status')).json;
    expect(response).toContain(pace);
    expect(response).toContain(quota);
  });

  it('/clear makes the model forget, and the count stays', async () => {
    const program = await house.channel();
    await program.chat('alice', 'one');
    const cleared = await program.chat('alice', '/clear');
    expect(cleared.json.total_message_count).toBe(2);
    const after = await program.chat('alice', 'two');
    expect(after.json.total_message_count).toBe(4);
    expect(house.models.calls.at(-1)?.messages).toEqual([{ role: 'user', text: 'two' }]);
  });

  it('/model switches for this user alone, and only to what is offered', async () => {
    const program = await house.channel();
    expect((await program.chat('alice', `/model ${otherModel}`)).json.model).toBe(otherModel);
    expect((await program.chat('alice', 'Hello')).json.model).toBe(otherModel);
    expect((await program.chat('bob', 'Hello')).json.model).toBe(model);
    const refused = await program.chat('alice', '/model some/other');
    expect(refused).toMatchObject({ status: 403, json: { error: 'access_denied' } });
    const closed = await house.channel({ allow_model_switch: false });
    expect((await closed.chat('alice', `/model ${otherModel}`)).status).toBe(403);
  });

  it('/models lists what the keys can really use', async () => {
    const program = await house.channel({ available_models: [model, otherModel, 'gone/model'] });
    const { json } = await program.chat('alice', '/models');
    expect(json.response).toContain(otherModel);
    expect(json.response).not.toContain('gone/model');
  });
});
