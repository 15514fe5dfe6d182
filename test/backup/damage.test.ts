import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/main/backup/manifest.ts';
import { managerFile } from '../../src/main/store/manager/manager.ts';
import { rejected } from '../support/errors.ts';
import { temporaryFolder } from '../support/folder.ts';
import { memorySecrets } from '../support/secrets.ts';
import { machine, restoreInto } from './house.ts';

const folder = temporaryFolder();
const good = join(folder.path, 'good.tar.gz');
const home = join(folder.path, 'home');
let manifest: Manifest;

beforeAll(async () => {
  using old = machine('old');
  ({ manifest } = await old.backup(good));
});
afterAll(() => folder[Symbol.dispose]());

/** How restoring it ends; whatever it is, the data folder must stay as it was. */
async function restoring(file: string) {
  const end = await rejected(restoreInto(home, memorySecrets(), file));
  if (end !== 'no error') expect(existsSync(home) ? readdirSync(home) : []).toEqual([]);
  rmSync(home, { recursive: true, force: true });
  return end;
}

/** A tar of one's own making, as an attacker would write it. */
async function forge(
  name: string,
  entries: { name: string; body: Buffer }[],
  gzip = createGzip(),
): Promise<string> {
  const file = join(folder.path, name);
  const tar = pack();
  const done = pipeline(tar, gzip, createWriteStream(file));
  for (const { name: path, body } of entries)
    await new Promise<void>((resolve, reject) => {
      const header = { name: path, size: body.length, mode: 0o600, mtime: new Date(0) };
      tar.entry(header, (error) => (error ? reject(error) : resolve())).end(body);
    });
  tar.finalize();
  await done;
  return file;
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');
const manifestOf = (parts: { name: string; body: Buffer }[], more: object = {}) => ({
  name: 'manifest.json',
  body: Buffer.from(
    JSON.stringify({
      ...manifest,
      parts: parts.map(({ name, body }) => ({ name, size: body.length, sha256: sha256(body) })),
      ...more,
    }),
  ),
});

describe('restore refuses', () => {
  it('a file with any byte changed or cut off', async () => {
    const bytes = readFileSync(good);
    const file = join(folder.path, 'damaged.tar.gz');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const copy = Buffer.from(bytes);
          copy[at] = (copy[at] ?? 0) ^ by;
          writeFileSync(file, copy);
          const end = await restoring(file);
          // The header's time and name flags, and tar's own padding, carry nothing.
          if (end === 'no error') expect(gunzipSync(copy).equals(gunzipSync(bytes))).toBe(true);
          else expect(end).toBe('backup_damaged');
        },
      ),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        writeFileSync(file, bytes.subarray(0, length));
        expect(await restoring(file)).toBe('backup_damaged');
      }),
      { numRuns: 25 },
    );
  });

  it('files that are no backups', async () => {
    const file = join(folder.path, 'foreign');
    const strangers = [
      Buffer.alloc(0),
      Buffer.from('hello'),
      gzipSync('hello'),
      gzipSync(Buffer.alloc(10_240)),
      Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1'),
    ];
    for (const body of strangers) {
      writeFileSync(file, body);
      expect(await restoring(file)).toBe('backup_damaged');
    }
    expect(await restoring(join(folder.path, 'nowhere'))).toBe('not_found');
  });

  it('what a newer version made', async () => {
    expect(await restoring(await forge('newer', [manifestOf([], { version: 2 })]))).toBe(
      'backup_newer',
    );
    using newer = machine('newer');
    newer.manager.file.pragma(`user_version = ${managerFile.migrations.length + 1}`);
    await newer.backup(join(folder.path, 'newer-store.tar.gz'));
    expect(await restoring(join(folder.path, 'newer-store.tar.gz'))).toBe('backup_newer');
  });

  it.each([
    '../outside',
    '/etc/passwd',
    'logs/../../outside',
    'logs/..',
    'vault.json',
    'logs/a/b',
    'C:\\outside',
    'logs/conversations/../../manager.sqlite',
  ])('the path %s, named or not', async (name) => {
    const part = { name, body: Buffer.from('x') };
    expect(await restoring(await forge('path', [manifestOf([part]), part]))).toBe('backup_damaged');
    expect(await restoring(await forge('path', [manifestOf([]), part]))).toBe('backup_damaged');
    expect(existsSync(join(folder.path, 'outside'))).toBe(false);
  });

  it('parts that are missing, doubled, longer than said or not a store', async () => {
    const log = { name: 'logs/a.log', body: Buffer.from('one') };
    const longer = { name: 'logs/a.log', body: Buffer.from('one and more') };
    const fake = ['manager.sqlite', 'costs.sqlite'].map((name) => ({
      name,
      body: Buffer.from('no'),
    }));
    const cases = [
      [manifestOf([log])],
      [manifestOf([log, log]), log, log],
      [manifestOf([log]), log, log],
      [manifestOf([log]), longer],
      [manifestOf(fake), ...fake],
      [log, manifestOf([log])],
    ];
    for (const entries of cases)
      expect(await restoring(await forge('odd', entries))).toBe('backup_damaged');
  });

  it('what unpacks to more than it says, and what there is no room for', async () => {
    const bomb = { name: 'logs/a.log', body: Buffer.alloc(60_000_000) };
    const small = { name: 'logs/a.log', body: Buffer.from('x') };
    const level = createGzip({ level: 9 });
    expect(await restoring(await forge('bomb', [manifestOf([small]), bomb], level))).toBe(
      'backup_damaged',
    );
    const parts = [{ name: 'logs/a.log', size: 2 ** 52, sha256: sha256(Buffer.from('x')) }];
    expect(await restoring(await forge('huge', [manifestOf([], { parts })]))).toBe('disk_full');
    const zeros = join(folder.path, 'zeros');
    writeFileSync(zeros, Buffer.concat([readFileSync(good), gzipSync(Buffer.alloc(80_000_000))]));
    expect(await restoring(zeros)).toBe('backup_damaged');
  });
});
