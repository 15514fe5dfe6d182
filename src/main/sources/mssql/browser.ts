import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { DiwanError } from '../../lib/errors.ts';
import type { Endpoint } from '../hosts.ts';

const patienceMs = 1_500;
const attempts = 3;

/**
 * Asks the SQL Server Browser (UDP 1434) for a named instance's port ([MC-SQLR] 2.2.3).
 * Throws `db_refused` when nobody answers or the instance has no TCP port.
 */
export async function findInstance(
  endpoint: Endpoint,
  instance: string,
  port: number,
  signal: AbortSignal,
): Promise<number> {
  let last: unknown = null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      const stop = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      const found = portOf(await ask(endpoint.address, port, instance, stop), instance);
      if (found !== null) return found;
    } catch (error) {
      if (signal.aborted) throw new DiwanError('cancelled', { cause: error });
      last = error;
    }
  }
  const params = { host: `${endpoint.name}\\${instance}`, port };
  throw new DiwanError('db_refused', { cause: last, params });
}

async function ask(
  address: string,
  port: number,
  instance: string,
  signal: AbortSignal,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    socket.once('error', reject);
    socket.once('message', resolve);
    // CLNT_UCAST_INST: 0x04, then the instance's name.
    const request = Buffer.concat([Buffer.of(4), Buffer.from(instance, 'latin1'), Buffer.of(0)]);
    socket.connect(port, address, () => socket.send(request));
    return (await promise).subarray(3).toString('latin1');
  } finally {
    signal.removeEventListener('abort', stop);
    socket.close();
  }
}

/** `ServerName;A;InstanceName;B;…;tcp;1433;;`, an entry an instance. */
function portOf(answer: string, instance: string): number | null {
  for (const entry of answer.split(';;')) {
    const words = entry.split(';');
    const value = (key: string) => words[words.indexOf(key) + 1] ?? '';
    if (value('InstanceName').toUpperCase() !== instance.toUpperCase()) continue;
    const port = words.includes('tcp') ? Number(value('tcp')) : 0;
    return port > 0 && port < 65_536 ? port : null;
  }
  return null;
}
