import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGemini } from '../../src/main/model/gemini.ts';
import type { Provider } from '../../src/main/model/model.ts';
import { ModelError } from '../../src/main/model/model-error.ts';
import { createOpenai } from '../../src/main/model/openai.ts';
import { noUsage } from '../../src/main/model/usage.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { startOpenaiStandIn } from '../support/models/openai.ts';
import type { ModelStandIn, Script } from '../support/models/script.ts';
import { failureOf, modelRequest, modelTools } from '../support/models/setup.ts';

const key = 'key-of-this-test-4711';
const arabic = 'بلغت مبيعات الرياض ١٢٬٣٤٥ ريالًا، و«جدة» أقل منها 📈.';

const sides = [
  { name: 'gemini', start: startGeminiStandIn, model: 'gemini-flash-latest' },
  { name: 'openai', start: startOpenaiStandIn, model: 'openai/gpt-5-mini' },
] as const;

describe.each(sides)('$name', ({ name, start, model }) => {
  let server: ModelStandIn;
  let tools: ReturnType<typeof modelTools>;
  let provider: Provider;
  let script: Script | ((attempt: number) => Script);
  const request = (given: Parameters<typeof modelRequest>[0] = {}) =>
    modelRequest({ model, ...given });

  beforeEach(async () => {
    server = await start(({ number }) => (typeof script === 'function' ? script(number) : script));
    tools = modelTools();
    const options = { ...tools, key, baseUrl: server.url };
    provider = name === 'gemini' ? createGemini(options) : createOpenai(options);
  });
  afterEach(() => server.close());

  it('answers with the tokens that were handed out, thinking counted as output', async () => {
    script = {
      text: arabic,
      thought: 'let me think',
      usage: { input: 342, cached: 100, output: 903, thinking: 400 },
    };
    const reply = await provider.generate(request());
    expect(reply.text).toBe(arabic);
    expect(reply.usage).toEqual({ input: 342, cached: 100, output: 903, thinking: 400 });
    expect(reply.usage).toEqual(server.handedOut());
    expect(reply.estimated).toBeUndefined();
    expect(server.calls[0]).toMatchObject({ model, key, system: 'You answer briefly.' });
  });

  it('streams whole letters, whatever the bytes are cut into', async () => {
    script = { text: [...arabic], bytes: 3, thought: 'فكرة', usage: { input: 9, output: 40 } };
    const pieces: string[] = [];
    const reply = await provider.stream(request(), (piece) => pieces.push(piece));
    expect(pieces.join('')).toBe(arabic);
    expect(pieces.length).toBeGreaterThan(10);
    expect(reply.text).toBe(arabic);
    expect(reply.usage).toEqual(server.handedOut());
    expect(reply.usage).toMatchObject({ input: 9, output: 40 });
  });

  it('keeps the turns of a conversation apart', async () => {
    script = { text: 'ok' };
    const messages = [
      { role: 'user' as const, text: 'first' },
      { role: 'assistant' as const, text: 'answer' },
      { role: 'user' as const, text: 'second' },
    ];
    await provider.generate(request({ messages }));
    expect(server.calls[0]?.messages).toEqual(messages);
  });

  it('asks for JSON with its schema, and without one when the server refuses it', async () => {
    script = (attempt) =>
      attempt === 1 ? { status: 400, message: 'schema not supported' } : { json: { a: 1 } };
    const json = { $schema: 'x', type: 'object', properties: { a: { type: 'integer' } } };
    const reply = await provider.generate(request({ json }));
    expect(reply.text).toBe('{"a":1}');
    expect(server.calls.map((call) => call.json)).toEqual(['schema', 'object']);
    await provider.generate(request({ json }));
    expect(server.calls.at(-1)?.json).toBe('object');
    expect(JSON.stringify(server.calls.map((call) => call.body))).not.toContain('$schema');
  });

  it('tells what the server said, without the wrapping of its library', async () => {
    script = { status: 400, message: 'The prompt is too long.', reason: 'TOO_LONG' };
    const error = await failureOf(provider.generate(request()));
    expect(error.params).toMatchObject({ reason: 'The prompt is too long.' });
  });

  it('waits as long as a 429 asks, then succeeds', async () => {
    script = (attempt) => (attempt < 3 ? { status: 429, retryAfter: 7 } : { text: 'at last' });
    expect((await provider.generate(request())).text).toBe('at last');
    expect(tools.clock.slept).toEqual([7_250, 7_250]);
  });

  it('gives up on a 429 whose wait does not fit, and says how long it is', async () => {
    script = { status: 429, retryAfter: 90 };
    const error = await failureOf(provider.generate(request()));
    expect(error).toMatchObject({
      code: 'model_rate_limited',
      params: { model, stage: 'summary', retryAfter: 90 },
    });
    expect(server.count()).toBe(1);
  });

  it('backs off with jitter on a 503', async () => {
    script = (attempt) => (attempt < 4 ? { status: 503 } : { text: 'back' });
    expect((await provider.generate(request())).text).toBe('back');
    expect(tools.clock.slept).toEqual([250, 500, 1000]);
  });

  it.each([
    [
      { status: 400, reason: 'API_KEY_INVALID', message: 'API key not valid.' },
      name === 'gemini' ? 'model_key_refused' : 'model_refused',
      1,
    ],
    [{ status: 400, message: 'prompt too long' }, 'model_refused', 1],
    [{ status: 401 }, 'model_key_refused', 1],
    [{ status: 402 }, 'model_key_refused', 1],
    [{ status: 403 }, 'model_key_refused', 1],
    [{ status: 404 }, 'model_not_found', 1],
    [{ status: 429 }, 'model_rate_limited', 5],
    [{ status: 500 }, 'model_unavailable', 5],
    [{ status: 503, message: 'overloaded' }, 'model_unavailable', 5],
    [{ breakAfter: 0 }, 'model_unavailable', 5],
    [{ raw: { after: 0, text: '<html>not a model</html>' } }, 'model_bad_answer', 1],
    [{ text: '' }, 'model_refused', 1],
  ] satisfies [Script, string, number][])('%j is %s after %i calls', async (given, code, calls) => {
    script = given;
    const error = await failureOf(provider.generate(request()));
    expect(error.code).toBe(code);
    expect(error.params).toMatchObject({ model });
    expect(server.count()).toBe(calls);
  });

  it('an answer cut before its first word is a bad answer, its tokens kept', async () => {
    script = {
      text: '',
      finish: name === 'gemini' ? 'MAX_TOKENS' : 'length',
      usage: { input: 5, output: 1000, thinking: 1000 },
    };
    const error = await failureOf(provider.generate(request()));
    expect(error.code).toBe('model_bad_answer');
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).usage).toEqual(server.handedOut());
  });

  it('a filtered answer is refused, its tokens kept', async () => {
    script = {
      text: 'half',
      finish: name === 'gemini' ? 'SAFETY' : 'content_filter',
      usage: { input: 5, output: 2 },
    };
    const error = await failureOf(provider.generate(request()));
    expect(error.code).toBe('model_refused');
    expect((error as ModelError).usage).toEqual(server.handedOut());
  });

  it('a stream that breaks after text is not tried again; what was spent is told', async () => {
    const read = Promise.withResolvers<void>();
    const text = ['one ', 'two ', 'three ', 'four'];
    script = { text, breakAfter: 2, until: read.promise, usage: { input: 50, output: 40 } };
    const pieces: string[] = [];
    const work = provider.stream(request(), (piece) => {
      if (pieces.push(piece) === 2) read.resolve();
    });
    const error = await failureOf(work);
    expect(error.code).toBe('model_unavailable');
    expect(pieces).toEqual(['one ', 'two ']);
    expect(server.count()).toBe(1);
    expect(error).toBeInstanceOf(ModelError);
    const { usage, estimated } = error as ModelError;
    if (name === 'gemini') expect([usage, estimated]).toEqual([server.handedOut(), false]);
    else expect([usage.output > 0, estimated]).toEqual([true, true]);
  });

  it('a stream that breaks before text is tried again', async () => {
    script = (attempt) =>
      attempt === 1
        ? { text: 'x', breakAfter: 0 }
        : { text: 'whole', usage: { input: 3, output: 1 } };
    const reply = await provider.stream(request(), () => undefined);
    expect(reply.text).toBe('whole');
    expect(reply.usage).toEqual(server.handedOut());
  });

  it('a malformed event is a bad answer, and the connection is not left open', async () => {
    const read = Promise.withResolvers<void>();
    const raw = { after: 1, text: 'data: {"candidates": [oops\n\n' };
    script = { text: ['one', 'two'], raw, until: read.promise, hang: true };
    const error = await failureOf(provider.stream(request(), () => read.resolve()));
    expect(error.code).toBe('model_bad_answer');
    expect(error).toBeInstanceOf(ModelError);
    expect(await server.calls[0]?.ended).toBe('broken');
  });

  it('an abort in mid-stream ends the call as cancelled, with what was spent', async () => {
    script = { text: ['one ', 'two'], hang: true, usage: { input: 50, output: 2 } };
    const abort = new AbortController();
    const work = provider.stream(request({ signal: abort.signal }), () => abort.abort());
    const error = await failureOf(work);
    expect(error.code).toBe('cancelled');
    expect(error).toBeInstanceOf(ModelError);
    expect(server.count()).toBe(1);
    expect(await server.calls[0]?.ended).toBe('broken');
  });

  it('an abort before the answer, and before the call, is cancelled', async () => {
    const abort = new AbortController();
    server.script(() => {
      abort.abort();
      return { hang: true };
    });
    const error = await failureOf(provider.generate(request({ signal: abort.signal })));
    expect(error.code).toBe('cancelled');
    expect(error).toMatchObject({ usage: noUsage, unheardMs: expect.any(Number) });
    const late = await failureOf(provider.generate(request({ signal: abort.signal })));
    expect(late.code).toBe('cancelled');
    expect(late).not.toBeInstanceOf(ModelError);
    expect(server.count()).toBe(1);
  });

  it('an abort ends the wait for another try', async () => {
    const abort = new AbortController();
    tools.clock.sleep = (ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        if (ms < 60_000) abort.abort();
      });
    script = { status: 503 };
    const error = await failureOf(provider.generate(request({ signal: abort.signal })));
    expect(error.code).toBe('cancelled');
    expect(server.count()).toBe(1);
  });

  it.each(['generate', 'stream'] as const)(
    '%s ends as a timeout when its time is up',
    async (way) => {
      server.script(() => {
        // Only once the stand-in has the call, so that no time is waited in the test.
        setImmediate(() => tools.clock.advance(60_000));
        return { text: 'never whole', hang: true };
      });
      const work =
        way === 'generate'
          ? provider.generate(request())
          : provider.stream(request(), () => undefined);
      const error = await failureOf(work);
      expect(error.code).toBe('model_timeout');
      if (way === 'generate') expect(error).toMatchObject({ unheardMs: 60_000 });
      expect(server.count()).toBe(1);
    },
  );

  it('a reader that fails ends the call with its own failure', async () => {
    script = { text: ['one', 'two'] };
    const work = provider.stream(request(), () => {
      throw new Error('the door is shut');
    });
    expect((await failureOf(work)).code).toBe('internal');
    expect(server.count()).toBe(1);
  });

  it('counts by its own guess, and says so, where a server reports no usage', async () => {
    script = { text: 'twelve orders', usage: null };
    const reply = await provider.generate(request());
    expect(reply.estimated).toBe(true);
    expect(reply.usage.input).toBeGreaterThan(10);
    expect(reply.usage.output).toBe(5);
  });

  it('lists the models that answer in text', async () => {
    const models = await provider.list(new AbortController().signal);
    expect(models.map(({ id }) => id)).toContain(model);
    expect(models.map(({ id }) => id).join()).not.toContain('embedding');
    expect(models[0]?.contextTokens).toBeGreaterThan(1000);
  });

  it('never lets the key into a log line or an error', async () => {
    const told = `the key ${key} is wrong`;
    script = (attempt) =>
      attempt === 1 ? { status: 503, message: told } : { status: 400, message: told };
    const error = await failureOf(provider.generate(request()));
    const cause = error.cause instanceof Error ? error.cause : new Error('no cause');
    tools.log.error({ err: error }, 'failed');
    const seen = [JSON.stringify(error.params), cause.message, cause.stack, ...tools.lines].join(
      '\n',
    );
    expect(tools.lines.length).toBeGreaterThan(1);
    expect(seen).toContain('[api key]');
    expect(seen).not.toContain(key);
  });

  it('makes 20 calls over kept connections and leaves nothing on the signal', async () => {
    script = { text: 'ok' };
    const { signal } = new AbortController();
    for (let i = 0; i < 20; i++) await provider.generate(request({ signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(server.count()).toBe(20);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });
});
