import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { DiwanError } from '../lib/errors.ts';
import type { Certificate } from './certificate.ts';

export interface Listening extends AsyncDisposable {
  /** `https://host:port`, without a slash at its end. */
  url: string;
  port: number;
}

export interface ListenOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  certificate: Certificate | null;
  fetch(request: Request, bindings: unknown): Response | Promise<Response>;
}

/** Slow clients are cut: TLS and headers within 10 s each, a whole request within 60 s, idle ones after 65 s. */
const patience = {
  handshakeTimeout: 10_000,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
};
const limits = { maxHeaderSize: 16_384, maxConnections: 10_000 };

/**
 * Serves a fetch handler.
 * @throws DiwanError `port_in_use`, or `config_invalid` for a host this machine has not
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  // Its own Request and Response stand in for the global ones: answers then need no stream.
  const listener = getRequestListener(options.fetch);
  const { certificate } = options;
  const common = {
    ...patience,
    maxHeaderSize: limits.maxHeaderSize,
    connectionsCheckingInterval: 5_000,
  };
  const server = certificate
    ? createHttps(
        { ...common, key: certificate.key, cert: certificate.cert, minVersion: 'TLSv1.2' },
        listener,
      )
    : createHttp(common, listener);
  server.maxConnections = limits.maxConnections;
  await bind(server, options);
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `${certificate ? 'https' : 'http'}://${name}:${port}`,
    port,
    [Symbol.asyncDispose]: () => close(server),
  };
}

function bind(server: Server, { host, port }: ListenOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE')
      reject(new DiwanError('port_in_use', { cause, params: { host, port } }));
    else
      reject(
        new DiwanError('config_invalid', {
          cause,
          params: { problems: `${host}:${port} can not be listened on (${cause.code})` },
        }),
      );
  });
  server.listen({ host, port }, resolve);
  return promise;
}

/** Lets answers under way finish for a moment, then cuts what is left. */
function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 500).unref();
  return promise;
}
