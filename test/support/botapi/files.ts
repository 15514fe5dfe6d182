import { createHash } from 'node:crypto';
import { badRequest } from './failure.ts';

export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `documents/file_1.csv`, under /file/bot<token>/ */
  readonly path: string;
  readonly size: { width: number; height: number } | null;
}

export interface NewFile {
  name: string;
  type?: string;
  bytes: Uint8Array;
}

const maxDownload = 20 * 1024 * 1024;

/** Files by id and by path. Ids are counted, so that a run can be repeated exactly. */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  add(folder: string, file: NewFile): StoredFile {
    const number = this.#byId.size + 1;
    const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? '';
    const stored: StoredFile = {
      id: `STANDIN-${folder}-${number}`,
      uniqueId: createHash('sha256').update(file.bytes).digest('base64url').slice(0, 16),
      name: file.name,
      type: typeOf(file, extension),
      bytes: new Uint8Array(file.bytes),
      path: `${folder}/file_${number}${extension}`,
      size: pictureSize(file.bytes),
    };
    this.#byId.set(stored.id, stored);
    this.#byPath.set(stored.path, stored);
    return stored;
  }

  get(id: string): StoredFile {
    const file = this.#byId.get(id);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    return file;
  }

  /** As getFile: a bot may download 20 MB at most. */
  forDownload(id: string): StoredFile {
    const file = this.get(id);
    if (file.bytes.length > maxDownload) throw badRequest('file is too big');
    return file;
  }

  find(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  atPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }
}

const types: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.sql': 'application/sql',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Clients send octet-stream for all; Telegram then goes by the name's end. */
function typeOf(file: NewFile, extension: string): string {
  const given = file.type ?? '';
  if (given !== '' && given !== 'application/octet-stream') return given;
  return types[extension.toLowerCase()] ?? 'application/octet-stream';
}

/** Width and height of a PNG, JPEG, GIF or WebP from its header; null for anything else. */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 30) return null;
  if (data.readUInt32BE(0) === 0x89504e47) {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  if (data.toString('latin1', 0, 4) === 'GIF8') {
    return { width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
  }
  if (data.toString('latin1', 8, 16) === 'WEBPVP8X') {
    return { width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1 };
  }
  return data.readUInt16BE(0) === 0xffd8 ? jpegSize(data) : null;
}

function jpegSize(data: Buffer): { width: number; height: number } | null {
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; ) {
    const marker = data[at + 1] ?? 0;
    const startOfFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (startOfFrame) {
      return { width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) };
    }
    at += 2 + data.readUInt16BE(at + 2);
  }
  return null;
}
