import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { parseConnectionString } from '../../../src/main/sources/connection-string.ts';
import { freePort } from '../../support/servers/process.ts';
import { anytime, type Bench, forged, limits } from './bench.ts';

const ends = (error: unknown): string => JSON.stringify([String(error), error]);

export function describeConnecting(bench: Bench): void {
  const failing = async (connection: string) => {
    const source = await bench.open(connection);
    return source.test(anytime()).then(
      () => expect.fail('connected'),
      (error: unknown) => error,
    );
  };

  describe('connecting', () => {
    test('tells the engine and its version', async () => {
      const source = await bench.open();
      const { engine } = await source.test(anytime());
      expect(engine).toMatch(/^[A-Z][\w ]* \d+/);
    });

    test('a wrong password is a refused login, and appears nowhere', async () => {
      const connection = bench.server.connectionWith({ password: 'wr0ng-passw0rd' });
      const error = await failing(connection);
      expect(error).toMatchObject({ code: 'db_login_failed' });
      expect(ends(error) + bench.log).not.toContain('wr0ng-passw0rd');
    });

    test('an unknown user is a refused login, and is named', async () => {
      const error = await failing(bench.server.connectionWith({ user: 'nobody_here' }));
      expect(error).toMatchObject({ code: 'db_login_failed', params: { user: 'nobody_here' } });
    });

    test('an unknown host', async () => {
      const error = await failing(bench.server.connectionWith({ host: 'nowhere.invalid' }));
      expect(error).toMatchObject({
        code: 'db_unknown_host',
        params: { host: 'nowhere.invalid' },
      });
    });

    test('a port where nobody listens', async () => {
      const port = await freePort();
      const error = await failing(bench.server.connectionWith({ port }));
      expect(error).toMatchObject({ code: 'db_refused', params: { host: '127.0.0.1', port } });
    });

    test('an unknown database', async () => {
      const error = await failing(bench.server.connectionWith({ database: 'no_such_database' }));
      expect(error).toMatchObject({
        code: 'db_no_such_database',
        params: { database: 'no_such_database' },
      });
    });

    test('a server that says nothing is given up after the time it was given', async () => {
      const mute = createServer().listen(0, '127.0.0.1');
      await once(mute, 'listening');
      const address = mute.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const parameters = { connecttimeout: '1' };
      const error = await failing(bench.server.connectionWith({ port, parameters }));
      mute.close();
      const params = { host: '127.0.0.1', port, seconds: 1 };
      expect(error).toMatchObject({ code: 'db_no_answer', params });
    });

    test('this machine itself is out of reach for everybody but operators', async () => {
      const source = await bench.open(bench.running.connection, 'network');
      await expect(source.test(anytime())).rejects.toMatchObject({
        code: 'db_host_forbidden',
        params: { host: '127.0.0.1' },
      });
    });

    test('a replica answers when the primary is not there', async () => {
      const { port } = hostOf(bench.running.connection);
      const connection = bench.server.connectionWith({
        port: await freePort(),
        replicas: [{ host: '127.0.0.1', port }],
      });
      const source = await bench.open(connection);
      const { rows } = await source.run(forged('SELECT 7 AS seven'), limits, anytime());
      expect(rows).toEqual([[7]]);
    });

    test('closing leaves no session behind', async () => {
      const source = await bench.open();
      const before = await bench.server.sessions();
      await Promise.all([1, 2, 3].map(() => source.test(anytime())));
      expect(await bench.server.sessions()).toBeGreaterThan(before);
      await source.close();
      await vi.waitFor(async () => expect(await bench.server.sessions()).toBe(before));
    });

    test('twenty-five queries at once share at most twenty connections', async () => {
      const sources = await Promise.all([bench.open(), bench.open(), bench.open(), bench.open()]);
      const queries = Array.from({ length: 25 }, (_, at) => {
        const source = sources[at % sources.length];
        return source?.run(forged(`SELECT ${at} AS n`), limits, anytime());
      });
      const seen: number[] = [];
      const answers = await Promise.all(
        queries.map(async (query) => {
          seen.push(await bench.server.sessions());
          return (await query)?.rows[0]?.[0];
        }),
      );
      expect(answers).toEqual(Array.from({ length: 25 }, (_, at) => at));
      expect(Math.max(...seen)).toBeLessThanOrEqual(20);
      await Promise.all(sources.map((source) => source.close()));
    });
  });
}

function hostOf(connection: string): { host: string; port: number } {
  const [first] = parseConnectionString(connection).hosts;
  return { host: first?.host ?? '', port: first?.port ?? 0 };
}
