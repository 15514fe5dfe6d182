/** What a server says, token by token ([MS-TDS] 2.2.7). */
import { bVarByte, bVarChar, u8, u16, u32, u64, usVarChar } from './bytes.ts';

export interface SqlError {
  number: number;
  message: string;
  /** Severity: 11–16 by the user's fault, 20 and more end the connection. */
  severity?: number;
  state?: number;
  line?: number;
}

const sized = (token: number, body: Buffer): Buffer =>
  Buffer.concat([u8(token), u16(body.length), body]);

function message(token: number, error: SqlError, server: string): Buffer {
  return sized(
    token,
    Buffer.concat([
      u32(error.number),
      u8(error.state ?? 1),
      u8(error.severity ?? 16),
      usVarChar(error.message),
      bVarChar(server),
      bVarChar(''),
      u32(error.line ?? 1),
    ]),
  );
}

export const errorToken = (error: SqlError): Buffer => message(0xaa, error, 'STANDIN');
export const infoToken = (info: SqlError): Buffer =>
  message(0xab, { severity: 0, ...info }, 'STANDIN');

export type DoneKind = 'done' | 'proc' | 'inProc';
const doneTokens: Record<DoneKind, number> = { done: 0xfd, proc: 0xfe, inProc: 0xff };

export interface DoneStatus {
  more?: boolean;
  error?: boolean;
  attention?: boolean;
  count?: number;
}

export function doneToken(kind: DoneKind, status: DoneStatus = {}): Buffer {
  const bits =
    (status.more ? 0x01 : 0) |
    (status.error ? 0x02 : 0) |
    (status.count === undefined ? 0 : 0x10) |
    (status.attention ? 0x20 : 0);
  const command = status.count === undefined ? 0 : 0xc1;
  return Buffer.concat([
    u8(doneTokens[kind]),
    u16(bits),
    u16(command),
    u64(BigInt(status.count ?? 0)),
  ]);
}

export const returnStatusToken = (value: number): Buffer => Buffer.concat([u8(0x79), u32(value)]);

export const sspiToken = (bytes: Buffer): Buffer => sized(0xed, bytes);

const environment = (type: number, body: Buffer): Buffer =>
  sized(0xe3, Buffer.concat([u8(type), body]));

const changedText = (type: number, now: string, before: string): Buffer =>
  environment(type, Buffer.concat([bVarChar(now), bVarChar(before)]));
const changedBytes = (type: number, now: Buffer, before: Buffer): Buffer =>
  environment(type, Buffer.concat([bVarByte(now), bVarByte(before)]));

const none = Buffer.alloc(0);

export const environmentChange = {
  database: (now: string, before: string) => changedText(1, now, before),
  language: (now: string) => changedText(2, now, ''),
  packetSize: (now: number) => changedText(4, String(now), '4096'),
  collation: (now: Buffer) => changedBytes(7, now, none),
  begun: (transaction: bigint) => changedBytes(8, u64(transaction), none),
  committed: (transaction: bigint) => changedBytes(9, none, u64(transaction)),
  rolledBack: (transaction: bigint) => changedBytes(10, none, u64(transaction)),
  reset: () => changedBytes(18, none, none),
  routing: (host: string, port: number) => {
    const route = Buffer.concat([u8(0), u16(port), usVarChar(host)]);
    return environment(20, Buffer.concat([u16(route.length), route, u16(0)]));
  },
};

export function loginAckToken(): Buffer {
  const tds74 = Buffer.from([0x74, 0x00, 0x00, 0x04]);
  const version = Buffer.from([16, 0, 0x10, 0x00]);
  return sized(0xad, Buffer.concat([u8(1), tds74, bVarChar('Microsoft SQL Server'), version]));
}

/** Says yes to UTF-8 collations, the one feature tedious asks for. */
export const featureAckToken = (): Buffer =>
  Buffer.concat([u8(0xae), u8(0x0a), u32(1), u8(1), u8(0xff)]);
