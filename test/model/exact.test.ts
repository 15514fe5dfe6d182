import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGemini } from '../../src/main/model/gemini.ts';
import type { ModelReply } from '../../src/main/model/model.ts';
import { ModelError } from '../../src/main/model/model-error.ts';
import { createOpenai } from '../../src/main/model/openai.ts';
import { addUsage, noUsage } from '../../src/main/model/usage.ts';
import { startGeminiStandIn } from '../support/models/gemini.ts';
import { startOpenaiStandIn } from '../support/models/openai.ts';
import type { Script } from '../support/models/script.ts';
import { modelRequest, modelTools } from '../support/models/setup.ts';

const tokens = fc.nat({ max: 100_000 });
const usage = fc
  .record({ input: tokens, cached: tokens, visible: tokens, thinking: tokens })
  .map(({ input, cached, visible, thinking }) => ({
    input,
    cached: Math.min(input, cached),
    output: visible + thinking,
    thinking,
  }));

/** Servers that fail in every way that happens before the answer, and that answer in the end. */
const scripts = fc.array(
  fc.oneof(
    fc.record({ status: fc.constantFrom(429, 500, 503) }),
    fc.constant<Script>({ text: 'x', breakAfter: 0 }),
    fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }), usage }),
    fc.record({ text: fc.constant(''), usage, finish: fc.constant(null) }),
  ),
  { minLength: 1, maxLength: 8 },
);

/** What the caller is told that a call cost, however it ended. */
const told = (work: Promise<ModelReply>) =>
  work.then(
    (reply) => reply.usage,
    (error: unknown) => (error instanceof ModelError ? error.usage : noUsage),
  );

describe.each([
  { name: 'gemini', start: startGeminiStandIn, create: createGemini },
  { name: 'openai', start: startOpenaiStandIn, create: createOpenai },
])('$name', ({ start, create }) => {
  it('what callers are told adds up to what the server handed out', async () => {
    await using server = await start(() => ({}));
    const provider = create({ ...modelTools(0), key: 'k', baseUrl: server.url });
    const property = fc.asyncProperty(scripts, fc.boolean(), async (list, stream) => {
      const before = server.handedOut();
      let next = 0;
      server.script(() => list[next++ % list.length] ?? {});
      const request = modelRequest();
      const work = stream ? provider.stream(request, () => undefined) : provider.generate(request);
      expect(addUsage(before, await told(work))).toEqual(server.handedOut());
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
