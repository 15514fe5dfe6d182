import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, type Header, type Pack, pack } from 'tar-stream';
import { DiwanError } from '../lib/errors.ts';
import {
  type Manifest,
  manifestName,
  mostManifestBytes,
  type Part,
  parseManifest,
} from './manifest.ts';

/** Writes the manifest and its parts, from `folder`, as one `.tar.gz`; 0600. */
export async function writeArchive(
  path: string,
  folder: string,
  manifest: Manifest,
  signal?: AbortSignal,
): Promise<void> {
  const tar = pack();
  const written = pipeline(
    tar,
    createGzip({ level: 6 }),
    createWriteStream(path, { mode: 0o600 }),
    {
      ...(signal ? { signal } : {}),
    },
  );
  const added = addAll(tar, folder, manifest);
  try {
    await Promise.all([added, written]);
  } catch (error) {
    tar.destroy();
    await Promise.allSettled([added, written]);
    throw error;
  }
}

async function addAll(tar: Pack, folder: string, manifest: Manifest): Promise<void> {
  const text = Buffer.from(JSON.stringify(manifest));
  const mtime = new Date(manifest.madeAt);
  await add(tar, { name: manifestName, size: text.length }, mtime, (entry) => entry.end(text));
  for (const part of manifest.parts) {
    await add(tar, part, mtime, (entry) => {
      const file = createReadStream(join(folder, part.name));
      file.on('error', (error) => entry.destroy(error)).pipe(entry);
    });
  }
  tar.finalize();
}

const add = (
  tar: Pack,
  { name, size }: Pick<Part, 'name' | 'size'>,
  mtime: Date,
  fill: (entry: Writable) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    fill(tar.entry({ name, size, mode: 0o600, mtime }, done));
  });

export interface ReadOptions {
  /** Where the parts are written to; null only checks them. */
  into: string | null;
  /** Bytes there is room for. */
  room: number;
}

/**
 * Reads a backup from end to end: nothing is written that the manifest does not name, and no byte
 * more than it says. Every part's SHA-256 is compared.
 * @throws DiwanError `backup_damaged`, `backup_newer` or `disk_full`
 */
export async function readArchive(path: string, { into, room }: ReadOptions): Promise<Manifest> {
  const reading = createReading(into, room);
  const tar = extract();
  tar.on('entry', (header, body, next) => {
    // What ends the reading is told once, by the whole pipeline.
    body.on('error', () => undefined);
    reading.entry(header, body).then(
      () => next(),
      (error: unknown) => next(error ?? new Error('damaged')),
    );
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), meter(reading.allowed), tar);
    return reading.end();
  } catch (cause) {
    const known = reading.failure() ?? cause;
    throw known instanceof DiwanError ? known : new DiwanError('backup_damaged', { cause });
  }
}

/** Small files that unpack without end are cut short. */
function meter(allowed: () => number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > allowed() ? new DiwanError('backup_damaged') : null, chunk);
    },
  });
}

const perEntry = 8_192;
const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, one) => sum + one.size, 0);

function createReading(into: string | null, room: number) {
  let manifest: Manifest | null = null;
  let failure: unknown = null;
  const left = new Map<string, Part>();

  const readManifest = async (header: Header, body: Readable): Promise<void> => {
    if (header.name !== manifestName || header.size > mostManifestBytes)
      throw new DiwanError('backup_damaged');
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
    manifest = parseManifest(Buffer.concat(chunks).toString('utf8'));
    if (into !== null && sumOf(manifest.parts) > room) throw new DiwanError('disk_full');
    for (const part of manifest.parts) left.set(part.name, part);
    if (left.size !== manifest.parts.length) throw new DiwanError('backup_damaged');
  };

  const readPart = async (header: Header, body: Readable): Promise<void> => {
    const part = left.get(header.name);
    if (!part || header.type !== 'file' || header.size !== part.size)
      throw new DiwanError('backup_damaged');
    left.delete(header.name);
    const hash = createHash('sha256');
    const hashed = async function* () {
      for await (const chunk of body) {
        hash.update(chunk);
        yield chunk;
      }
    };
    if (into === null) for await (const _chunk of hashed());
    else await pipeline(hashed, await openPart(join(into, part.name)));
    if (hash.digest('hex') !== part.sha256) throw new DiwanError('backup_damaged');
  };

  return {
    entry: (header: Header, body: Readable): Promise<void> =>
      (manifest === null ? readManifest(header, body) : readPart(header, body)).catch(
        (error: unknown) => {
          failure = error;
          throw error;
        },
      ),
    allowed: () =>
      manifest === null
        ? mostManifestBytes + 2 * perEntry
        : sumOf(manifest.parts) + mostManifestBytes + (manifest.parts.length + 4) * perEntry,
    failure: () => failure,
    end: (): Manifest => {
      if (manifest === null || left.size > 0) throw new DiwanError('backup_damaged');
      return manifest;
    },
  };
}

async function openPart(path: string): Promise<Writable> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return createWriteStream(path, { flags: 'wx', mode: 0o600 });
}
