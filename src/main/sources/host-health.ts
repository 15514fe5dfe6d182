import type { Clock } from '../lib/clock.ts';
import type { Target } from './source.ts';

type Host = Target['hosts'][number];

/** How long a host that did not answer is asked last. */
const restMs = 30_000;
/** A host is given this long while others stand behind it. */
export const impatientMs = 3_000;

/** Remembers who did not answer, so that a dead primary delays one connection and not each. */
export class HostHealth {
  readonly #clock: Clock;
  readonly #failedAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Healthy hosts first, each group in the order it was given. */
  order(hosts: readonly Host[]): Host[] {
    const now = this.#clock.monotonic();
    const rests = (host: Host) => now - (this.#failedAt.get(key(host)) ?? -restMs) < restMs;
    return [...hosts.filter((host) => !rests(host)), ...hosts.filter(rests)];
  }

  failed(host: Host): void {
    this.#failedAt.set(key(host), this.#clock.monotonic());
  }

  answered(host: Host): void {
    this.#failedAt.delete(key(host));
  }
}

const key = ({ host, port }: Host): string => `${host}:${port ?? ''}`;
