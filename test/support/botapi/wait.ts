import { view } from './view.ts';
import type { World } from './world.ts';

export interface WaitOptions {
  /** Real milliseconds until it gives up; default 10,000. */
  timeout?: number;
  /** Named in the error when it gives up. */
  what?: string;
  /** Asks again on changes of this chat only: worth it where hundreds wait at once. */
  chat?: number;
}

/**
 * Resolves with the first truthy answer of `probe`, asked now and after every change, without
 * polling. Rejects after the timeout with what there was instead.
 */
export function waitFor<T>(
  world: World,
  probe: () => T | null | undefined | false,
  { timeout = 60_000, what = 'a change', chat }: WaitOptions = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ask = (): boolean => {
      try {
        const answer = probe();
        if (!answer) return false;
        done();
        resolve(answer);
      } catch (error) {
        done();
        reject(error);
      }
      return true;
    };
    const done = () => {
      stop();
      clearTimeout(timer);
    };
    const stop = world.events.listen((change) => {
      if (chat === undefined || ('chat' in change && change.chat === chat)) ask();
    });
    const timer = setTimeout(() => {
      done();
      reject(new Error(`waited ${timeout} ms for ${what}; ${describe(world)}`));
    }, timeout);
    ask();
  });
}

/** What stands in every chat and what the bot called last, for the reader of a failed test. */
export function describe(world: World): string {
  const chats = [...world.rooms.values()].map((room) => {
    const { messages } = view(world, room);
    const lines = messages.slice(-8).map(({ id, fromBot, text, buttons }) => {
      const labels = buttons.length > 0 ? ` ${JSON.stringify(buttons)}` : '';
      return `  #${id} ${fromBot ? 'bot' : 'person'}: ${JSON.stringify(text.slice(0, 300))}${labels}`;
    });
    return [`chat ${room.chat.id} holds ${messages.length} messages`, ...lines].join('\n');
  });
  const calls = world.calls
    .list()
    .slice(-10)
    .map(({ method, status, result }) => {
      const why = status === 200 || status === null ? '' : ` ${String(result)}`;
      return `  ${method} ${status ?? 'under way'}${why}`;
    });
  const waiting = `${world.updates.pending.length} updates unconfirmed`;
  return ['there was:', ...chats, 'last calls:', ...calls, waiting].join('\n');
}
