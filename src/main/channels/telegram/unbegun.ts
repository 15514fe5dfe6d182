import type { Message } from 'grammy/types';

/** Messages that have come and are not begun: /cancel overtakes them. */
export class Unbegun {
  readonly #waiting = new Map<number, { message: Message; dropped: boolean }>();

  /** Dispose what it gives once the message is begun, or was dropped. */
  enter(updateId: number, message: Message): Disposable {
    this.#waiting.set(updateId, { message, dropped: false });
    return { [Symbol.dispose]: () => void this.#waiting.delete(updateId) };
  }

  isDropped(updateId: number): boolean {
    return this.#waiting.get(updateId)?.dropped ?? false;
  }

  /** Drops these of what came before an update: how many. */
  drop(before: number, isMeant: (message: Message) => boolean): number {
    const found = [...this.#waiting].filter(
      ([updateId, { message, dropped }]) => updateId < before && !dropped && isMeant(message),
    );
    for (const [, one] of found) one.dropped = true;
    return found.length;
  }
}
