import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DiwanError } from '../lib/errors.ts';

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));

/** scrypt (RFC 7914) makes the key, AES-256-GCM (NIST SP 800-38D) holds the secrets. */
const Sealed = z.object({
  // A damaged file must not ask for all the machine's memory.
  kdf: z.object({
    N: z.literal(2 ** 17),
    r: z.literal(8),
    p: z.literal(1),
    salt: base64,
  }),
  iv: base64,
  tag: base64,
  data: base64,
});

const Secrets = z.record(z.string(), z.string());
const cost = { N: 2 ** 17, r: 8, p: 1 } as const;
const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  derive(passphrase, salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r });

export async function seal(secrets: Record<string, string>, passphrase: string): Promise<string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
  return JSON.stringify({
    kdf: { ...cost, salt: salt.toString('base64') },
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  });
}

/** @throws DiwanError `backup_passphrase` for a wrong one, or for sealed text that was changed */
export async function unseal(text: string, passphrase: string): Promise<Record<string, string>> {
  try {
    const { kdf, iv, tag, data } = Sealed.parse(JSON.parse(text));
    const key = await keyOf(passphrase, kdf.salt);
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAuthTag(
      tag,
    );
    const plain = Buffer.concat([decipher.update(data), decipher.final()]);
    return Secrets.parse(JSON.parse(plain.toString('utf8')));
  } catch (cause) {
    throw new DiwanError('backup_passphrase', { cause });
  }
}
