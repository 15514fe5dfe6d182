import { expect, it } from 'vitest';
import { callModel } from '../../src/main/model/call.ts';
import { failureOf as failureFor } from '../../src/main/model/failure.ts';
import { failureOf, modelRequest, modelTools } from '../support/models/setup.ts';

const usage = { input: 900, cached: 0, output: 400, thinking: 400 };

it('tries nothing again that has cost something: the money for one answer is set aside', async () => {
  const request = modelRequest();
  let attempts = 0;
  const work = callModel(modelTools(), request, null, {
    async attempt(progress) {
      attempts += 1;
      // Its thoughts are billed, and no text has come yet.
      progress.usage(usage);
      if (attempts === 1) throw new Error('the connection broke');
      progress.text('whole');
    },
    explain: (error) =>
      failureFor(
        { status: null, message: String(error), retryAfterMs: null, keyRefused: false },
        { request, key: '' },
      ),
  });
  expect(await failureOf(work)).toMatchObject({ code: 'model_unavailable', usage });
  expect(attempts).toBe(1);
});
