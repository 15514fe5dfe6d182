import { expect, it } from 'vitest';
import { systemClock } from '../../src/main/lib/clock.ts';
import { untilAborted } from '../../src/main/lib/until-aborted.ts';

/** What was logged of the end of `going`. */
async function endOf(signal: AbortSignal, going: Promise<unknown>): Promise<unknown[]> {
  const logged: unknown[] = [];
  const log = { error: (what: unknown) => void logged.push(what) };
  await untilAborted(signal, going, { log, what: 'the round' });
  return logged;
}

it('says nothing of the end that closing is', async () => {
  const closing = new AbortController();
  const ending = endOf(closing.signal, systemClock.sleep(60_000, closing.signal));
  closing.abort();
  expect(await ending).toEqual([]);
});

it('logs every other end, also one that comes while closing', async () => {
  const error = new Error('broken');
  expect(await endOf(new AbortController().signal, Promise.reject(error))).toEqual([
    { error, what: 'the round' },
  ]);
  expect(await endOf(AbortSignal.abort(), Promise.reject(error))).toHaveLength(1);
});
