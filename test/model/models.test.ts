import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModels, openaiBaseUrl } from '../../src/main/model/models.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { startOpenaiStandIn } from '../support/models/openai.ts';
import type { ModelStandIn } from '../support/models/script.ts';
import { failureOf, modelRequest, modelTools, stubPractice } from '../support/models/setup.ts';

const never = new AbortController().signal;

describe('models', () => {
  let gemini: ModelStandIn;
  let openai: ModelStandIn;
  let tools: ReturnType<typeof modelTools>;

  beforeEach(async () => {
    gemini = await startGeminiStandIn(() => ({ text: 'gemini' }), { key: 'g-key' });
    openai = await startOpenaiStandIn(() => ({ text: 'openai' }), { key: 'o-key' });
    tools = modelTools();
  });
  afterEach(() => Promise.all([gemini.close(), openai.close()]));

  const access = (key: string | null, baseUrl: string | null) => ({
    key: async () => key,
    baseUrl: () => baseUrl,
  });
  const create = (given: Partial<Parameters<typeof createModels>[0]> = {}) =>
    createModels({
      ...tools,
      gemini: access('g-key', gemini.url),
      openai: access('o-key', openai.url),
      practice: stubPractice,
      ...given,
    });

  it.each([
    ['practice', 'practice'],
    ['gemini-flash-latest', 'gemini'],
    ['google/gemini-3.8-flash', 'openai'],
    ['openai/gpt-5-mini', 'openai'],
    ['llama3.2', 'openai'],
  ])('%s is answered by %s', async (model, answer) => {
    expect((await create().generate(modelRequest({ model }))).text).toBe(answer);
    let streamed = '';
    await create().stream(modelRequest({ model }), (piece) => {
      streamed += piece;
    });
    expect(streamed).toBe(answer);
  });

  it.each([
    ['gemini-flash-latest', 'GEMINI_API_KEY'],
    ['openai/gpt-5-mini', 'OPENAI_API_KEY'],
  ])('%s without a key names %s', async (model, variable) => {
    const models = create({ gemini: access(null, gemini.url), openai: access('', null) });
    const error = await failureOf(models.generate(modelRequest({ model })));
    expect(error).toMatchObject({ code: 'model_no_key', params: { model, variable } });
    expect(gemini.count() + openai.count()).toBe(0);
  });

  it('asks a server of one’s own without a key', async () => {
    await using own = await startOpenaiStandIn(() => ({ text: 'own' }));
    const models = create({ openai: access(null, own.url) });
    expect((await models.generate(modelRequest({ model: 'llama3.2' }))).text).toBe('own');
  });

  it('uses a key changed in between at once', async () => {
    let key = 'old-key';
    const models = create({ gemini: { key: async () => key, baseUrl: () => gemini.url } });
    expect((await failureOf(models.generate(modelRequest()))).code).toBe('model_key_refused');
    key = 'g-key';
    expect((await models.generate(modelRequest())).text).toBe('gemini');
  });

  it('a model that is gone is an error, never another model', async () => {
    gemini.script(() => ({ status: 404, message: 'models/gemini-2.0-flash is not found' }));
    const error = await failureOf(create().generate(modelRequest({ model: 'gemini-2.0-flash' })));
    expect(error).toMatchObject({
      code: 'model_not_found',
      params: { model: 'gemini-2.0-flash', stage: 'summary' },
    });
    expect([gemini.count(), openai.count()]).toEqual([1, 0]);
  });

  it('lists what each key can use, and only ids that lead there', async () => {
    await using other = await startOpenaiStandIn(() => ({}), {
      models: ['qwen/qwen3.7-plus', 'gemini-2.5-pro', 'practice'],
    });
    const models = await create({ openai: access('o', other.url) }).list(never);
    expect(models.map(({ id }) => id)).toEqual([
      'practice',
      'gemini-flash-latest',
      'gemini-flash-lite-latest',
      'qwen/qwen3.7-plus',
    ]);
  });

  it('lists the rest where one key is refused, and fails where all are', async () => {
    const models = create({ gemini: access('wrong', gemini.url) });
    expect((await models.list(never)).map(({ id }) => id)).toContain('openai/gpt-5-mini');
    expect(tools.lines.join()).toContain('model_key_refused');
    const none = create({ gemini: access('wrong', gemini.url), openai: access(null, null) });
    expect((await failureOf(none.list(never))).code).toBe('model_key_refused');
    const practiceOnly = create({ gemini: access(null, null), openai: access(null, null) });
    expect((await practiceOnly.list(never)).map(({ id }) => id)).toEqual(['practice']);
  });

  it('keeps to its number of calls at once; who aborts leaves the line', async () => {
    const door = Promise.withResolvers<void>();
    const full = Promise.withResolvers<void>();
    gemini.script(async ({ number }) => {
      if (number === 2) full.resolve();
      await door.promise;
      return { text: 'late' };
    });
    const models = create({ concurrency: 2 });
    const abort = new AbortController();
    const calls = [1, 2, 3].map(() => models.generate(modelRequest()));
    const leaving = failureOf(models.generate(modelRequest({ signal: abort.signal })));
    await full.promise;
    abort.abort();
    expect((await leaving).code).toBe('cancelled');
    expect(gemini.count()).toBe(2);
    door.resolve();
    expect((await Promise.all(calls)).map(({ text }) => text)).toEqual(['late', 'late', 'late']);
    expect(gemini.count()).toBe(3);
  });

  it('bills 64 calls at once to the token', async () => {
    gemini.script(({ number }) => ({
      text: 'x'.repeat(number),
      usage: { input: number * 7, cached: number, output: number * 3, thinking: number },
    }));
    const models = create();
    const replies = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        i % 2 === 0 ? models.generate(modelRequest()) : models.stream(modelRequest(), () => {}),
      ),
    );
    const sum = (pick: (usage: (typeof replies)[0]['usage']) => number) =>
      replies.reduce((total, { usage }) => total + pick(usage), 0);
    expect(gemini.handedOut()).toEqual({
      input: sum((usage) => usage.input),
      cached: sum((usage) => usage.cached),
      output: sum((usage) => usage.output),
      thinking: sum((usage) => usage.thinking),
    });
  });
});

describe('the address of an OpenAI-compatible endpoint', () => {
  it.each([
    ['sk-or-v1-abc', 'https://openrouter.ai/api/v1'],
    ['sk-proj-abc', 'https://api.openai.com/v1'],
  ])('%s lives at %s', (key, url) => {
    expect(openaiBaseUrl(key)).toBe(url);
  });
});
