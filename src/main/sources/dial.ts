import type { Clock } from '../lib/clock.ts';
import { patience, withDeadline } from './deadline.ts';
import type { Endpoint } from './hosts.ts';
import type { Target } from './source.ts';
import { type TlsChoice, tlsChoice } from './tls.ts';

export interface Dialing {
  clock: Clock;
  target: Target;
  endpoint: Endpoint;
  /** A bound beside the connection string's own `connect timeout`. */
  withinMs: number;
  signal: AbortSignal;
}

export interface Dialer<Connection> {
  open(tls: TlsChoice, signal: AbortSignal): Promise<Connection>;
  /** Whether an error says that the server has no TLS. */
  refusesTls(error: unknown): boolean;
  explain(error: unknown): Error;
}

/** Opens one connection in time, plain only where encryption is preferred and cannot be had. */
export function dial<Connection>(
  { clock, target, endpoint, withinMs, signal }: Dialing,
  { open, refusesTls, explain }: Dialer<Connection>,
): Promise<Connection> {
  const choice = tlsChoice(target.parameters, endpoint);
  const seconds = Number(target.parameters.connecttimeout);
  const timeoutMs = Math.min(withinMs, seconds > 0 ? seconds * 1000 : patience.connect);
  return withDeadline(clock, timeoutMs, signal, async (stop) => {
    try {
      return await open(choice, stop).catch((error: unknown) => {
        if (choice.mode !== 'prefer' || !refusesTls(error)) throw error;
        return open({ mode: 'off', verify: 'none' }, stop);
      });
    } catch (error) {
      throw explain(error);
    }
  });
}
