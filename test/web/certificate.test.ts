import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, fetch as undiciFetch } from 'undici';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/folder.ts';
import { openHouse } from '../support/house.ts';
import { certificateFor } from '../support/servers/tls.ts';

const Lan = z.object({ fingerprint: z.string() });

it('serves the LAN with the owner’s own certificate, and tells its fingerprint', async () => {
  using folder = temporaryFolder();
  const own = await certificateFor('diwan.nahr.example');
  const file = join(folder.path, 'own.pem');
  writeFileSync(file, `${own.certificate}\n${own.key}\n`);
  await using house = await openHouse({ DIWAN_LAN_TLS: file });
  await using closing = new AsyncDisposableStack();
  const trusting = new Agent({
    connect: { ca: own.certificate, servername: 'diwan.nahr.example' },
  });
  closing.defer(() => trusting.close());
  const page = await undiciFetch(house.served.ready.lan ?? '', { dispatcher: trusting });
  expect(page.status).toBe(200);
  const { fingerprint } = Lan.parse(await house.owner('setup.lan'));
  expect(fingerprint).toBe(new X509Certificate(own.certificate).fingerprint256);
});
