import type { Clock } from './clock.ts';

export interface BreakerOptions {
  clock: Clock;
  /** 0 to 1, as Math.random: many breakers must not all try at the same moment. */
  random: () => number;
  /** Whether a failure means that there is nobody there, whatever would be asked. */
  isOutage: (error: unknown) => boolean;
  /** Outages in a row after which asking stops. */
  failures?: number;
  /** How long it stops; doubled at each failed trial, up to `mostRestMs`. */
  restMs?: number;
  mostRestMs?: number;
}

interface Circuit {
  failures: number;
  rests: number;
  /** By the monotonic clock; one call is let through after it. */
  openUntil: number;
  trying: boolean;
  last: unknown;
}

/**
 * A circuit breaker for each name (M. Nygard, «Release It!»): what is down is not asked again and
 * again, its last failure is the answer at once, and now and then one call tries it.
 */
export class Breaker {
  readonly #options: Required<BreakerOptions>;
  readonly #circuits = new Map<string, Circuit>();

  constructor(options: BreakerOptions) {
    this.#options = { failures: 5, restMs: 10_000, mostRestMs: 60_000, ...options };
  }

  async run<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const circuit = this.#circuits.get(name);
    if (circuit && this.#shut(circuit)) throw circuit.last;
    if (circuit && circuit.openUntil > 0) circuit.trying = true;
    try {
      const value = await work();
      this.#circuits.delete(name);
      return value;
    } catch (error) {
      if (this.#options.isOutage(error)) this.#count(name, error);
      else if (circuit?.trying) this.#circuits.delete(name);
      throw error;
    }
  }

  /** Forgets what failed: its address or its key is another now. */
  reset(name: string): void {
    this.#circuits.delete(name);
  }

  /** The names not asked at the moment. */
  open(): string[] {
    return [...this.#circuits].filter(([, circuit]) => this.#shut(circuit)).map(([name]) => name);
  }

  #shut({ openUntil, trying }: Circuit): boolean {
    return openUntil > 0 && (trying || this.#options.clock.monotonic() < openUntil);
  }

  #count(name: string, last: unknown): void {
    const { clock, random, failures, restMs, mostRestMs } = this.#options;
    const circuit = this.#circuits.get(name);
    // Calls that began before it opened end one by one: they prolong no rest.
    if (circuit && !circuit.trying && this.#shut(circuit)) return;
    const known = circuit ?? { failures: 0, rests: 0 };
    const count = known.failures + 1;
    const opens = count >= failures;
    const rest = Math.min(mostRestMs, restMs * 2 ** known.rests) * (0.75 + random() / 2);
    this.#circuits.set(name, {
      failures: count,
      rests: opens ? known.rests + 1 : 0,
      openUntil: opens ? clock.monotonic() + rest : 0,
      trying: false,
      last,
    });
  }
}
