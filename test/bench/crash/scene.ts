import type { Ground, Life } from './ground.ts';

/** One kind of act that a kill may cut anywhere. */
export interface Scene {
  readonly kind: string;
  /** Milliseconds from its beginning within which the kill comes. */
  readonly spanMs: number;
  /** Before the appliance starts: what must lie in its folder. */
  lay?(ground: Ground): void;
  /** Brings it to the brink. */
  prepare?(life: Life, round: number): Promise<void>;
  /** Begins; whatever it waits for may never come. */
  act(life: Life, round: number): void;
  /** After the next start: what is wrong, in words. Waits until all is answered. */
  check(life: Life): Promise<string[]>;
}

/** What a kill cuts off is no failure of the scene. */
export const cutOff = (work: Promise<unknown>): void => void work.catch(() => undefined);
