import { describe, expect, test } from 'vitest';
import { anytime, type Bench } from './bench.ts';

/** The server under test offers TLS with a certificate of `localhost` that nobody has signed. */
export function describeTls(bench: Bench): void {
  const connecting = async (parameters: Record<string, string>, host = 'localhost') =>
    (await bench.open(bench.server.connectionWith({ host, parameters }))).test(anytime());

  describe('TLS', () => {
    test('a certificate nobody has signed is refused, and the reason told', async () => {
      await expect(connecting({ sslmode: 'require' })).rejects.toMatchObject({
        code: 'db_tls',
        params: { host: 'localhost', reason: expect.stringMatching(/certificate/i) },
      });
    });

    test('unless the connection string says so', async () => {
      await expect(connecting({ trustservercertificate: 'true' })).resolves.toBeDefined();
      await expect(connecting({ sslmode: 'no-verify' })).resolves.toBeDefined();
    });

    test('a connection that is encrypted knows it', async () => {
      const source = await bench.open(
        bench.server.connectionWith({ host: 'localhost', parameters: { sslmode: 'no-verify' } }),
      );
      expect(await bench.server.encrypted(source)).toBe(true);
    });

    test('an authority of the owner’s own is believed, for the right name only', async () => {
      const sslrootcert = bench.server.authority;
      await expect(connecting({ sslmode: 'verify-full', sslrootcert })).resolves.toBeDefined();
      await expect(
        connecting({ sslmode: 'verify-full', sslrootcert }, '127.0.0.1'),
      ).rejects.toMatchObject({ code: 'db_tls' });
    });
  });
}
