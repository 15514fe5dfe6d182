import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGemini } from '../../src/main/model/gemini.ts';
import { ModelError } from '../../src/main/model/model-error.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import type { ModelStandIn, Script } from '../support/models/script.ts';
import { failureOf, modelRequest, modelTools } from '../support/models/setup.ts';

describe('gemini alone', () => {
  let server: ModelStandIn;
  let script: Script;
  const create = (baseUrl = server.url) => createGemini({ ...modelTools(), key: 'k', baseUrl });

  beforeEach(async () => {
    server = await startGeminiStandIn(() => script);
  });
  afterEach(() => server.close());

  it.each(['generate', 'stream'] as const)('%s: a blocked prompt is refused', async (way) => {
    script = { blocked: 'PROHIBITED_CONTENT', usage: { input: 12 } };
    const provider = create();
    const work =
      way === 'generate'
        ? provider.generate(modelRequest())
        : provider.stream(modelRequest(), () => undefined);
    const error = await failureOf(work);
    expect(error).toMatchObject({
      code: 'model_refused',
      params: { reason: 'PROHIBITED_CONTENT', model: 'gemini-flash-latest' },
    });
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).usage).toEqual(server.handedOut());
  });

  it.each(['', '/', '/v1beta', '/v1beta/'])('takes a base address ending in %j', async (ending) => {
    script = { text: 'ok' };
    const provider = create(`${server.url}${ending}`);
    expect((await provider.generate(modelRequest())).text).toBe('ok');
    expect(await provider.list(new AbortController().signal)).toHaveLength(2);
  });

  it('sends what the API documents, and nothing it has retired', async () => {
    script = { json: {} };
    const json = { type: 'object' };
    await create().generate(modelRequest({ json, maxOutputTokens: 77 }));
    expect(server.calls[0]?.body).toMatchObject({
      contents: [{ role: 'user', parts: [{ text: 'How many orders?' }] }],
      systemInstruction: { parts: [{ text: 'You answer briefly.' }] },
      generationConfig: {
        maxOutputTokens: 77,
        responseMimeType: 'application/json',
        responseJsonSchema: json,
      },
    });
    expect(JSON.stringify(server.calls[0]?.body)).not.toMatch(/temperature|topP|topK/);
  });

  it('leaves out the system instruction where there is none', async () => {
    script = { text: 'ok' };
    await create().generate(modelRequest({ system: '' }));
    expect(server.calls[0]?.body).not.toHaveProperty('systemInstruction');
  });

  it('keeps the answer of a stream that says no more than its text', async () => {
    script = { text: ['a', 'b'], usage: null, finish: null };
    const reply = await create().stream(modelRequest(), () => undefined);
    expect([reply.text, reply.estimated]).toEqual(['ab', true]);
  });
});
