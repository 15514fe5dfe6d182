import { Writable } from 'node:stream';
import { DiwanError } from '../../../src/main/lib/errors.ts';
import { createLog } from '../../../src/main/lib/log.ts';
import type { ModelRequest, Provider } from '../../../src/main/model/model.ts';
import { createTestClock } from '../clock.ts';

/** A request with everything filled in; tests name only what they are about. */
export const modelRequest = (given: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'gemini-flash-latest',
  stage: 'summary',
  system: 'You answer briefly.',
  messages: [{ role: 'user', text: 'How many orders?' }],
  json: null,
  maxOutputTokens: 1_000,
  timeoutMs: 60_000,
  facts: { kind: 'chat', text: 'How many orders?' },
  signal: new AbortController().signal,
  ...given,
});

/** Clock, chance and log of a test: waits are skipped, chance is fixed, the log is readable. */
export function modelTools(random = 0.5) {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return {
    clock: createTestClock({ skipBelow: 15_000 }),
    random: () => random,
    log: createLog('debug', stream),
    lines,
  };
}

/** A practice model that only says so. */
export const stubPractice: Provider = {
  generate: async () => ({
    text: 'practice',
    usage: { input: 0, cached: 0, output: 0, thinking: 0 },
    elapsedMs: 0,
  }),
  stream: async (_request, onText) => {
    onText('practice');
    return {
      text: 'practice',
      usage: { input: 0, cached: 0, output: 0, thinking: 0 },
      elapsedMs: 0,
    };
  },
  list: async () => [{ id: 'practice', name: 'Practice model', contextTokens: null }],
};

/** The DiwanError a promise rejects with; anything else fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<DiwanError> {
  const outcome = await work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (outcome instanceof DiwanError) return outcome;
  throw outcome;
}
