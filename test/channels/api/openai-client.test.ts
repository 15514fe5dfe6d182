import { OpenAI } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApiHouse,
  apiHouse,
  model,
  otherModel,
  type Program,
} from '../../support/api-house.ts';

let house: ApiHouse;
let program: Program;
let client: OpenAI;
beforeAll(async () => {
  house = await apiHouse(() => ({ text: ['Paris ', 'it ', 'is.'] }));
  program = await house.channel();
  client = new OpenAI({ apiKey: program.key, baseURL: house.url, maxRetries: 0 });
});
afterAll(() => house[Symbol.asyncDispose]());

const messages = [
  { role: 'system' as const, content: 'Answer like a pirate.' },
  { role: 'user' as const, content: 'Hello' },
  { role: 'assistant' as const, content: 'Ahoy' },
  { role: 'user' as const, content: [{ type: 'text' as const, text: 'Capital of France?' }] },
];

describe('OpenAI’s own client', () => {
  it('gets an answer with its usage; the conversation it brings reaches the model', async () => {
    const answer = await client.chat.completions.create({ model, messages, temperature: 0.2 });
    expect(answer.choices[0]?.message).toMatchObject({
      role: 'assistant',
      content: 'Paris it is.',
    });
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    const call = house.models.calls.at(-1);
    expect(call?.system).toContain('Answer like a pirate.');
    expect(call?.messages.map(({ text }) => text)).toEqual(['Hello', 'Ahoy', 'Capital of France?']);
  });

  it('reads a stream, with the usage where asked for', async () => {
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      tokens = chunk.usage?.total_tokens ?? tokens;
    }
    expect(text).toBe('Paris it is.');
    expect(tokens).toBeGreaterThan(0);
  });

  it('lists the models of the channel, its own first', async () => {
    const listed = await client.models.list();
    expect(listed.data.map(({ id }) => id)).toEqual([model, otherModel]);
  });

  it('understands what went wrong by its own classes', async () => {
    const ask = (key: string, wanted = model) =>
      new OpenAI({ apiKey: key, baseURL: house.url, maxRetries: 0 }).chat.completions
        .create({ model: wanted, messages: [{ role: 'user', content: 'Hello' }] })
        .then(
          () => 'no error',
          (error: unknown) => (error instanceof OpenAI.APIError ? error.status : error),
        );
    const full = await house.channel({ daily_quota: 0 });
    expect(await ask(`ark_${'0'.repeat(40)}`)).toBe(403);
    expect(await ask(program.key, 'no/such')).toBe(404);
    expect(await ask(full.key)).toBe(429);
    house.models.script(() => ({ status: 401 }));
    expect(await ask(program.key)).toBe(503);
  });

  it('is told of a failure by its status even where it asked for a stream', async () => {
    house.models.script(() => ({ status: 401 }));
    const asked = client.chat.completions.create({ model, messages, stream: true });
    await expect(asked).rejects.toMatchObject({ status: 503 });
  });

  it('keeps no session of the conversation, but counts and logs it', async () => {
    house.models.script(() => ({ text: 'Fine.' }));
    const other = await house.channel({ daily_quota: 5 });
    const own = new OpenAI({ apiKey: other.key, baseURL: house.url, maxRetries: 0 });
    await own.chat.completions.create({ model, messages, user: 'alice' });
    const { file } = house.app.manager;
    const rows = (table: string) =>
      file.prepare(`SELECT count(*) FROM ${table} WHERE channel_id = ?`).pluck().get(other.id);
    expect([rows('channel_sessions'), rows('usage_logs')]).toEqual([0, 1]);
  });
});
