/** The SQL Server Browser: which port a named instance has ([MC-SQLR] 2.2.5). */
import { createSocket } from 'node:dgram';

export interface Browser extends AsyncDisposable {
  port: number;
}

/** `port` is 1434 for real clients, which know no other. Rejects when it is taken. */
export async function startBrowser(
  instances: Readonly<Record<string, number>>,
  port: number,
): Promise<Browser> {
  const socket = createSocket('udp4');
  socket.on('message', (_request, from) => {
    const list = Object.entries(instances).map(
      ([name, tcp]) =>
        `ServerName;STANDIN;InstanceName;${name};IsClustered;No;Version;16.0.1000.6;tcp;${tcp};;`,
    );
    const text = Buffer.from(list.join(''), 'ascii');
    const header = Buffer.from([0x05, text.length & 0xff, text.length >> 8]);
    socket.send(Buffer.concat([header, text]), from.port, from.address);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('error', reject);
  socket.bind(port, '127.0.0.1', resolve);
  await promise;
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<void>();
  socket.once('close', onClosed);
  return {
    port: socket.address().port,
    [Symbol.asyncDispose]: () => {
      socket.close();
      return closed;
    },
  };
}
