import type { Result } from '../../preload/contract/database.ts';
import type { Limits } from './source.ts';

/** Keeps rows until a cap is reached, then calls `full` once and wants no more. */
export class CappedRows<Row> {
  readonly rows: Row[] = [];
  cut: Result['cut'] = null;
  readonly #limits: Limits;
  readonly #full: () => void;
  #bytes = 0;

  constructor(limits: Limits, full: () => void) {
    this.#limits = limits;
    this.#full = full;
  }

  /** `make` is called only for a row that is kept. */
  add(bytes: number, make: () => Row): void {
    if (this.cut !== null) return;
    this.#bytes += bytes;
    if (this.rows.length >= this.#limits.maxRows) this.cut = 'rows';
    else if (this.#bytes > this.#limits.maxBytes) this.cut = 'bytes';
    else this.rows.push(make());
    if (this.cut !== null) this.#full();
  }
}
