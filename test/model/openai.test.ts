import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOpenai } from '../../src/main/model/openai.ts';
import { retryAfterMs } from '../../src/main/model/openai-errors.ts';
import { OpenaiChunk, openaiUsage, strongestForm } from '../../src/main/model/openai-wire.ts';
import { startOpenaiStandIn } from '../support/models/openai.ts';
import type { ModelStandIn, Scripted } from '../support/models/script.ts';
import { failureOf, modelRequest, modelTools } from '../support/models/setup.ts';

const request = (given: Parameters<typeof modelRequest>[0] = {}) =>
  modelRequest({ model: 'acme/model', ...given });

describe('openai alone', () => {
  let server: ModelStandIn;
  let tools: ReturnType<typeof modelTools>;
  let scripted: Scripted;
  const create = () => createOpenai({ ...tools, key: 'k', baseUrl: server.url });
  const bodies = () => server.calls.map((call) => call.body as Record<string, unknown>);

  beforeEach(async () => {
    tools = modelTools();
    server = await startOpenaiStandIn((call) => scripted(call));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    return server.close();
  });

  it('turns the name of the limit where the endpoint wants the other one', async () => {
    scripted = ({ number }) =>
      number === 1
        ? {
            status: 400,
            message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.",
          }
        : { text: 'ok' };
    const provider = create();
    await provider.generate(request());
    await provider.generate(request());
    expect(bodies().map((body) => Object.keys(body).find((key) => key.startsWith('max_')))).toEqual(
      ['max_tokens', 'max_completion_tokens', 'max_completion_tokens'],
    );
  });

  it('streams without usage where the endpoint refuses to report it, and says it guessed', async () => {
    scripted = ({ body }) =>
      JSON.stringify(body).includes('stream_options')
        ? { status: 400, message: 'unknown field stream_options' }
        : { text: 'ok' };
    const reply = await create().stream(request(), () => undefined);
    expect([reply.text, reply.estimated]).toEqual(['ok', true]);
  });

  it('asks for JSON in plain words alone where neither format is taken', async () => {
    scripted = ({ json }) =>
      json === null ? { text: '{}' } : { status: 422, message: 'response_format' };
    const provider = create();
    await provider.generate(request({ json: { type: 'object' } }));
    expect(server.calls.map(({ json }) => json)).toEqual(['schema', 'object', null]);
  });

  it('a 400 about something else is told as it is', async () => {
    scripted = () => ({ status: 400, message: 'the context is too long' });
    const error = await failureOf(create().generate(request({ json: { type: 'object' } })));
    expect(error).toMatchObject({
      code: 'model_refused',
      params: { reason: 'the context is too long' },
    });
  });

  it('an empty purse is no rate limit', async () => {
    scripted = () => ({ status: 429, reason: 'insufficient_quota', message: 'You exceeded' });
    expect((await failureOf(create().generate(request()))).code).toBe('model_key_refused');
    expect(server.count()).toBe(1);
  });

  it('a 403 of moderation is the model’s refusal, not the key’s', async () => {
    scripted = () => ({ status: 403, message: 'Your input was flagged' });
    expect((await failureOf(create().generate(request()))).code).toBe('model_refused');
  });

  it('an error inside a stream counts as its status', async () => {
    const text = 'data: {"error":{"code":502,"message":"upstream"},"choices":[]}\n\n';
    scripted = ({ number }) =>
      number === 1 ? { text: 'x', raw: { after: 0, text } } : { text: 'whole' };
    expect((await create().stream(request(), () => undefined)).text).toBe('whole');
    expect(tools.clock.slept).toEqual([250]);
  });

  it('takes nothing from the environment of the package', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'key-of-the-environment');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/v1');
    scripted = () => ({ text: 'ok' });
    await createOpenai({ ...tools, key: '', baseUrl: server.url }).generate(request());
    expect(server.calls[0]?.key).toBe('none');
  });
});

describe('usage as endpoints report it', () => {
  const usage = (report: object) => openaiUsage(OpenaiChunk.parse({ usage: report }).usage ?? {});

  it.each([
    [{ prompt_tokens: 10, completion_tokens: 5 }, [10, 0, 5, 0]],
    [{ prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: null }, [10, 0, 5, 0]],
    [
      {
        prompt_tokens: 10,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 40 },
      },
      [10, 4, 50, 40],
    ],
    // Google's own imitation: reasoning only in the total.
    [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 95 }, [10, 0, 85, 0]],
    [{ prompt_tokens: 3, prompt_tokens_details: { cached_tokens: 9 } }, [3, 3, 0, 0]],
    [{}, [0, 0, 0, 0]],
  ])('%j', (report, [input, cached, output, thinking]) => {
    expect(usage(report)).toEqual({ input, cached, output, thinking });
  });
});

describe('details of the protocol', () => {
  it.each([
    ['https://api.openai.com/v1', 'max_completion_tokens'],
    ['https://openrouter.ai/api/v1', 'max_tokens'],
    ['http://127.0.0.1:11434/v1', 'max_tokens'],
  ])('%s takes %s', (url, limit) => {
    expect(strongestForm(url).limit).toBe(limit);
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Thu, 15 Jan 2026 09:00:10 GMT' }, 10_000],
    [{ 'retry-after': 'Thu, 15 Jan 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{}, null],
  ])('%j is a wait of %s ms', (headers, ms) => {
    const given = new Headers(headers as Record<string, string>);
    expect(retryAfterMs(given, Date.UTC(2026, 0, 15, 9))).toBe(ms);
  });
});
