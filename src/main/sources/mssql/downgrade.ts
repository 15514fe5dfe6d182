import type { Socket } from 'node:net';
import { DiwanError } from '../../lib/errors.ts';

const encryptionOption = 1;
const headerLength = 8;

/**
 * tedious asks for TLS and, when the answer is «not supported», goes on in clear text and sends
 * the password: whoever stands between could take TLS away. So the answer to PRELOGIN is read
 * here first, and the socket is gone before a LOGIN7 can be sent ([MS-TDS] 2.2.6.5).
 */
export function requireTls(socket: Socket, host: string): void {
  let seen = Buffer.alloc(0);
  const look = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk]);
    if (seen.length < headerLength || seen.length < seen.readUInt16BE(2)) return;
    socket.off('data', look);
    const answer = encryptionAnswer(seen.subarray(headerLength));
    // 1 is on, 3 is required; 0 and 2 would leave the login readable.
    if (answer === 1 || answer === 3) return;
    const reason = 'the server offers no encryption';
    socket.destroy(new DiwanError('db_tls', { params: { host, reason } }));
  };
  socket.on('data', look);
}

function encryptionAnswer(options: Buffer): number | null {
  for (let at = 0; at + 5 <= options.length && options[at] !== 0xff; at += 5) {
    if (options[at] !== encryptionOption) continue;
    return options[options.readUInt16BE(at + 1)] ?? null;
  }
  return null;
}
