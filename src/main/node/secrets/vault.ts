import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Secrets } from '../../host.ts';
import { DiwanError } from '../../lib/errors.ts';
import { nothingThere } from '../../lib/nothing-there.ts';

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));

/** scrypt (RFC 7914) makes the key, AES-256-GCM (NIST SP 800-38D) holds the names and values. */
const VaultFile = z.object({
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z.number(),
    r: z.number(),
    p: z.number(),
    salt: base64,
  }),
  iv: base64,
  tag: base64,
  data: base64,
});
type VaultFile = z.infer<typeof VaultFile>;

const Values = z.record(z.string(), z.string());
const cost = { N: 2 ** 17, r: 8, p: 1 };
const deriveKey = promisify<string, Buffer, number, object, Buffer>(scrypt);

const keyOf = (passphrase: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  deriveKey(passphrase, salt, 32, { N, r, p, maxmem: 256 * N * r });

/**
 * Secrets in `vault.json` of the data folder, for machines without a keychain. The file is opened
 * at the first use, and written whole beside itself, then renamed.
 * @throws DiwanError `secrets_passphrase` when the passphrase is wrong or the file was changed.
 */
export function createVault(home: string, passphrase: string): Secrets {
  const path = join(home, 'vault.json');
  let opened: Promise<Opened> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const vault = () => (opened ??= unlock(path, passphrase));
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = queue.then(work);
    queue = turn.catch(() => 'the next in turn does not inherit this failure');
    return turn;
  };
  const change = (edit: (values: Map<string, string>) => void) =>
    inTurn(async () => {
      const { key, salt, values } = await vault();
      const next = new Map(values);
      edit(next);
      await write(path, seal(key, salt, next));
      opened = Promise.resolve({ key, salt, values: next });
    });

  return {
    kind: 'file',
    get: (name) => inTurn(async () => (await vault()).values.get(name) ?? null),
    set: (name, value) => change((values) => values.set(name, value)),
    delete: (name) => change((values) => values.delete(name)),
  };
}

interface Opened {
  key: Buffer;
  salt: Buffer;
  values: Map<string, string>;
}

async function unlock(path: string, passphrase: string): Promise<Opened> {
  const text = await readFile(path, 'utf8')
    .catch(nothingThere)
    .catch((cause: unknown) => {
      throw new DiwanError('secrets_unavailable', { cause });
    });
  if (text === null) {
    const salt = randomBytes(16);
    return { key: await keyOf(passphrase, salt, cost), salt, values: new Map() };
  }
  try {
    const file = VaultFile.parse(JSON.parse(text));
    const key = await keyOf(passphrase, file.kdf.salt, file.kdf);
    return { key, salt: file.kdf.salt, values: unseal(key, file) };
  } catch (cause) {
    throw new DiwanError('secrets_passphrase', { cause });
  }
}

function unseal(key: Buffer, file: VaultFile): Map<string, string> {
  const decipher = createDecipheriv('aes-256-gcm', key, file.iv).setAuthTag(file.tag);
  const plain = Buffer.concat([decipher.update(file.data), decipher.final()]);
  return new Map(Object.entries(Values.parse(JSON.parse(plain.toString('utf8')))));
}

function seal(key: Buffer, salt: Buffer, values: Map<string, string>): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const plain = JSON.stringify(Object.fromEntries(values));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return JSON.stringify({
    version: 1,
    kdf: { name: 'scrypt', ...cost, salt: salt.toString('base64') },
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  });
}

async function write(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
