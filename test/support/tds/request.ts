/** What one request asks of its session: a batch, a call, a transaction. */
import { type Message, packetTypes } from './packet.ts';
import type { Responder } from './respond.ts';
import { afterHeaders, readRpc } from './rpc.ts';
import type { Session } from './session.ts';

export async function answerRequest(
  session: Session,
  message: Message,
  to: Responder,
  signal: AbortSignal,
) {
  if (message.type === packetTypes.transaction) return manageTransaction(session, message, to);
  if (message.type === packetTypes.batch) {
    const sql = afterHeaders(message.data).toString('utf16le');
    return session.run(sql, [], to, 'batch', signal);
  }
  const { procedure, parameters } = readRpc(message.data);
  const [statement, , ...rest] = parameters;
  const sql = procedure === 'sp_executesql' ? String(statement?.value) : `EXEC ${procedure}`;
  await session.run(sql, rest, to, 'rpc', signal);
}

/** TM_BEGIN_XACT, TM_COMMIT_XACT, TM_ROLLBACK_XACT ([MS-TDS] 2.2.6.9). */
async function manageTransaction(session: Session, message: Message, to: Responder) {
  const kind = afterHeaders(message.data).readUInt16LE(0);
  if (kind === 5) await session.begin(to);
  else if (kind === 7) await session.commit(to);
  else await session.rollbackStatement(to, true);
  await to.done({ more: false });
  await to.end(null);
}
