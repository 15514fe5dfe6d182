import { describe, expect, test } from 'vitest';
import { anytime, type Bench, forged, limits } from './bench.ts';

export function describeReconnecting(bench: Bench): void {
  describe('reconnecting', () => {
    test('a server that restarted is found again by the next query', async () => {
      expect(await bench.cells('SELECT 1 AS n')).toEqual([[1]]);
      await bench.server.stop();
      await bench.server.start();
      expect(await bench.cells('SELECT 2 AS n')).toEqual([[2]]);
    });

    test('while it is down the failure says so', async () => {
      const source = await bench.open();
      await source.test(anytime());
      await bench.server.stop();
      try {
        await expect(source.run(forged('SELECT 1 AS n'), limits, anytime())).rejects.toMatchObject({
          code: 'db_refused',
        });
      } finally {
        await bench.server.start();
      }
      await expect(source.test(anytime())).resolves.toBeDefined();
    });

    test('sessions an administrator ended are replaced without the person noticing', async () => {
      const source = await bench.open();
      await Promise.all([source.test(anytime()), source.test(anytime())]);
      await bench.server.killSessions();
      const { rows } = await source.run(forged('SELECT 3 AS n'), limits, anytime());
      expect(rows).toEqual([[3]]);
    });
  });
}
