import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network between the appliance and its database that drops connections now and then. */
export interface Wire extends AsyncDisposable {
  port: number;
  /** Statements that met a cut wire, and connections that were turned away after one. */
  dropped(): number;
}

/** Half of the drops last this long: the second try then meets a closed door as well. */
const awayMs = 400;

/**
 * @param share of the statements marked by `mark` whose connection is dropped when they are sent
 */
export async function startWire(
  to: number,
  mark: string,
  share: number,
  random: () => number,
): Promise<Wire> {
  const open = new Set<Socket>();
  let dropped = 0;
  let awayUntil = 0;
  const cut = () => {
    dropped += 1;
    if (random() < 0.5) awayUntil = performance.now() + awayMs;
    for (const socket of open) socket.resetAndDestroy();
  };
  const server = createServer((client) => {
    if (performance.now() < awayUntil) {
      dropped += 1;
      client.resetAndDestroy();
      return;
    }
    const behind = connect(to, '127.0.0.1');
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
      socket.once('close', () => {
        open.delete(socket);
        client.destroy();
        behind.destroy();
      });
    }
    behind.on('data', (data) => client.write(data));
    client.on('data', (data) => {
      if (data.includes(mark) && random() < share) cut();
      else behind.write(data);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    dropped: () => dropped,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
