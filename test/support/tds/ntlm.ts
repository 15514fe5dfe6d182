/** The server's half of NTLMv2 ([MS-NLMP] 2.2.1.2, 3.3.2). */
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { u16, u32 } from './bytes.ts';

// tedious signs with it, and OpenSSL no longer has MD4.
const md4: { arrayBuffer(data: Uint8Array): ArrayBuffer } = createRequire(
  createRequire(import.meta.url).resolve('tedious'),
)('js-md4');

const signature = Buffer.from('NTLMSSP\0', 'ascii');
const target = Buffer.from('STANDIN', 'utf16le');
/** AV_PAIRs: the NetBIOS domain's name, then the end. */
const targetInfo = Buffer.concat([u16(2), u16(target.length), target, u16(0), u16(0)]);

export function ntlmChallenge(nonce: Buffer): Buffer {
  const flags = 0x0080_8201;
  const at = 56;
  return Buffer.concat([
    signature,
    u32(2),
    ...[u16(target.length), u16(target.length), u32(at), u32(flags), nonce, Buffer.alloc(8)],
    ...[u16(targetInfo.length), u16(targetInfo.length), u32(at + target.length)],
    Buffer.alloc(8),
    target,
    targetInfo,
  ]);
}

function field(data: Buffer, at: number): Buffer {
  const start = data.readUInt32LE(at + 4);
  return data.subarray(start, start + data.readUInt16LE(at));
}

const domainOf = (data: Buffer): string => field(data, 28).toString('utf16le');
const nameOf = (data: Buffer): string => field(data, 36).toString('utf16le');

/** `DOMAIN\user` of an AUTHENTICATE message. */
export const ntlmUser = (data: Buffer): string => `${domainOf(data)}\\${nameOf(data)}`;

const hmac = (key: Uint8Array, data: Buffer): Buffer =>
  createHmac('md5', key).update(data).digest();

export function acceptsNtlm(data: Buffer, nonce: Buffer, password: string): boolean {
  const passwordHash = Buffer.from(md4.arrayBuffer(Buffer.from(password, 'utf16le')));
  const identity = nameOf(data).toUpperCase() + domainOf(data).toUpperCase();
  const key = hmac(passwordHash, Buffer.from(identity, 'utf16le'));
  const start = data.readUInt32LE(24);
  const proof = data.subarray(start, start + 16);
  return hmac(key, Buffer.concat([nonce, data.subarray(start + 16)])).equals(proof);
}
