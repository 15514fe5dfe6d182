import { rm } from 'node:fs/promises';
import { type ServerOptions, type ServerProcess, startServer } from './process.ts';
import type { Certificate } from './tls.ts';

/** A real database server of our own, on any free port of 127.0.0.1. */
export interface DatabaseServer extends AsyncDisposable {
  readonly port: number;
  readonly certificate: Certificate | null;
  /** `scheme://user:password@127.0.0.1:port/database` */
  url(user: string, password: string, database: string): string;
  /** As the superuser, one or several statements; returns the last one's rows. */
  administrate(sql: string, database?: string): Promise<unknown[][]>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface ServerPlan extends ServerOptions {
  scheme: string;
  port: number;
  certificate: Certificate | null;
  administrate: DatabaseServer['administrate'];
}

export async function startDatabaseServer(plan: ServerPlan): Promise<DatabaseServer> {
  const { port, certificate, administrate, folder, scheme } = plan;
  let server: ServerProcess | null = null;
  const start = async () => {
    server = startServer(plan);
    await server.ready;
  };
  await start();
  return {
    port,
    certificate,
    administrate,
    start,
    url: (user, password, database) =>
      `${scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    stop: async () => server?.stop('keep'),
    async [Symbol.asyncDispose]() {
      await server?.stop('remove');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
