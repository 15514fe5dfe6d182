import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { Secrets } from '../host.ts';
import type { Clock } from '../lib/clock.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';

export interface Certificate {
  /** PEM. A secret. */
  key: string;
  /** PEM. */
  cert: string;
  /** SHA-256 in colon-separated hex, as browsers show it. */
  fingerprint: string;
}

const Kept = z.object({ key: z.string(), cert: z.string() });
const secretName = 'lan-certificate';
const years = 10;
const dayMs = 86_400_000;

/**
 * The certificate of the LAN door: a PEM file (key and certificate in one) where `tls` is a path,
 * else the appliance's own, made at first start and kept with the secrets.
 * @throws DiwanError `config_invalid` for a file that can not be read or holds no key
 */
export async function openCertificate(
  tls: string,
  { secrets, clock, log }: { secrets: Secrets; clock: Clock; log: Log },
): Promise<Certificate> {
  if (tls !== 'auto') return fromFile(tls);
  const kept = await secrets.get(secretName);
  const own = kept && Kept.parse(JSON.parse(kept));
  if (own && Date.parse(new X509Certificate(own.cert).validTo) > clock.now()) return described(own);
  const made = await makeCertificate(clock);
  await secrets.set(secretName, JSON.stringify(made)).catch((error: unknown) => {
    if (!isDiwanError(error, 'secrets_unavailable')) throw error;
    log.warn('the LAN certificate can not be kept: it will be another one at the next start');
  });
  return described(made);
}

async function fromFile(path: string): Promise<Certificate> {
  try {
    const pem = await readFile(path, 'utf8');
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(
      pem,
    );
    if (!key) throw new Error('no private key in it');
    return described({ key: key[0], cert: pem.replace(key[0], '') });
  } catch (cause) {
    const problems = `DIWAN_LAN_TLS: ${path} must be a readable PEM file with a private key and its certificate`;
    throw new DiwanError('config_invalid', { cause, params: { problems } });
  }
}

const described = ({ key, cert }: z.infer<typeof Kept>): Certificate => ({
  key,
  cert,
  fingerprint: new X509Certificate(cert).fingerprint256,
});

/** For every name and address this machine has now. */
async function makeCertificate(clock: Clock): Promise<z.infer<typeof Kept>> {
  const { generate } = await import('selfsigned');
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const made = await generate([{ name: 'commonName', value: 'Diwan' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(clock.now() - dayMs),
    notAfterDate: new Date(clock.now() + years * 365 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: hostname() },
          ...addresses.map(({ address }) => ({
            type: 7 as const,
            ip: address.split('%')[0] ?? address,
          })),
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
