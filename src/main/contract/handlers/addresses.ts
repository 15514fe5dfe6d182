import { networkInterfaces } from 'node:os';

/** An address for everyone, in place of the one that means all of this machine's. */
export function addressesOf(url: URL): string[] {
  if (url.hostname !== '0.0.0.0' && url.hostname !== '[::]') return [url.origin];
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `${url.protocol}//${address}:${url.port}`);
}
