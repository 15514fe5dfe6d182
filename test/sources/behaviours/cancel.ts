import { describe, expect, test, vi } from 'vitest';
import { isDiwanError } from '../../../src/main/lib/errors.ts';
import { type Bench, limits } from './bench.ts';

/** Generous in ms, as tests share the machine; how prompt it really is the bench tells. */
const promptly = 30_000;

export function describeCancelling(bench: Bench): void {
  const { words } = bench.engine;
  const { endless } = words;
  /** Of the reading login, seen by an administrator; a file's readers are seen by their deaths. */
  const running = () => bench.running.server?.running() ?? Promise.resolve(0);

  describe('stopping a query', () => {
    test('an endless query is stopped at its timeout, at the server too', async () => {
      const began = performance.now();
      await expect(bench.run(endless, { timeoutMs: 1_000 })).rejects.toMatchObject({
        code: 'db_timeout',
        params: { seconds: 1 },
      });
      expect(performance.now() - began).toBeLessThan(promptly);
      await vi.waitFor(async () => expect(await running()).toBe(0), promptly);
    });

    test('a person’s cancel stops it at the server too', async () => {
      const cancel = new AbortController();
      const query = bench.run(endless, limits, cancel.signal);
      if (bench.running.server)
        await vi.waitFor(async () => expect(await running()).toBe(1), promptly);
      const began = performance.now();
      cancel.abort();
      await expect(query).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - began).toBeLessThan(promptly);
      await vi.waitFor(async () => expect(await running()).toBe(0), promptly);
    });

    test('a query cancelled before it began is never sent', async () => {
      await expect(bench.run('SELECT 1 AS n', limits, AbortSignal.abort())).rejects.toMatchObject({
        code: 'cancelled',
      });
    });

    test('others go on while one runs away', async () => {
      const cancel = new AbortController();
      const runaway = bench.run(endless, limits, cancel.signal).catch(() => 'stopped');
      const answers = await Promise.all([1, 2, 3].map((n) => bench.cells(`SELECT ${n} AS n`)));
      expect(answers).toEqual([[[1]], [[2]], [[3]]]);
      cancel.abort();
      expect(await runaway).toBe('stopped');
    });

    test('after a timeout and a cancel the next queries are served', async () => {
      await bench.run(endless, { timeoutMs: 100 }).catch(() => undefined);
      const cancel = new AbortController();
      const query = bench.run(endless, limits, cancel.signal).catch(() => undefined);
      cancel.abort();
      await query;
      for (const n of [1, 2, 3]) expect(await bench.cells(`SELECT ${n} AS n`)).toEqual([[n]]);
    });

    test('cancelling a query that has ended harms nothing', async () => {
      const cancel = new AbortController();
      await bench.run('SELECT 1 AS n', limits, cancel.signal);
      cancel.abort();
      expect(await bench.cells('SELECT 2 AS n')).toEqual([[2]]);
    });

    test('a hundred queries, half of them cancelled at odd moments, never mix their answers', async () => {
      const ask = async (n: number) => {
        const cancel = new AbortController();
        if (n % 2 === 1) setTimeout(() => cancel.abort(), (n * 7) % 40);
        const sql = n % 3 === 0 ? `SELECT ${n} AS n` : words.rows(n + 500);
        return bench.run(sql, { ...limits, maxRows: n + 100 }, cancel.signal).then(
          ({ rows }) => (n % 3 === 0 ? rows[0]?.[0] === n : rows.length === n + 100),
          (error: unknown) => n % 2 === 1 && isDiwanError(error, 'cancelled'),
        );
      };
      const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => ask(n)));
      expect(answers.flatMap((right, n) => (right ? [] : [n]))).toEqual([]);
      expect(await bench.cells('SELECT 7 AS n')).toEqual([[7]]);
    });
  });
}
