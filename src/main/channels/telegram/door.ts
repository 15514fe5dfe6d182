import { GrammyError } from 'grammy';
import {
  createTelegram,
  type Telegram,
  type TelegramDeps,
  type TelegramStatus,
} from './telegram.ts';

export type DoorStatus =
  | TelegramStatus
  /** No token; Telegram refuses it; or it can not be reached and is tried again. */
  | { state: 'no_token' | 'token_refused' | 'unreachable' };

/** The Telegram door over the life of the appliance: token changes, outages at start. */
export interface TelegramDoor extends AsyncDisposable {
  /** Null while the bot is not running. */
  username(): string | null;
  status(): DoorStatus;
  /** A plain text to somebody who has written to the bot; nothing while it is not running. */
  send(telegramId: number, text: string): Promise<void>;
  /** Opens anew, with the token as it is now. Resolves after the first try. */
  restart(): Promise<void>;
  /** Stops answering until `restart`. */
  pause(): Promise<void>;
}

export interface DoorDeps extends Omit<TelegramDeps, 'token'> {
  token(): Promise<string | null>;
}

const retryMs = { first: 2_000, most: 60_000 };

/** Opens the door; a start without Telegram is no failure of the appliance. */
export async function openTelegramDoor(deps: DoorDeps): Promise<TelegramDoor> {
  let telegram: Telegram | null = null;
  let trouble: 'no_token' | 'token_refused' | 'unreachable' = 'no_token';
  let trying = new AbortController();
  let closing: Promise<unknown> = Promise.resolve();

  const tryOnce = async (signal: AbortSignal): Promise<boolean> => {
    const token = await deps.token();
    if (token === null) {
      trouble = 'no_token';
      return true;
    }
    try {
      const opened = await createTelegram({ ...deps, token });
      // Another one is being opened by now, or none is to be.
      if (signal.aborted) await opened[Symbol.asyncDispose]();
      else telegram = opened;
      return true;
    } catch (error) {
      trouble =
        error instanceof GrammyError && [401, 404].includes(error.error_code)
          ? 'token_refused'
          : 'unreachable';
      deps.log.error({ error, trouble }, 'the bot could not be started');
      return trouble === 'token_refused';
    }
  };

  const keepTrying = async (signal: AbortSignal): Promise<void> => {
    for (let wait = retryMs.first; ; wait = Math.min(wait * 2, retryMs.most)) {
      await deps.clock.sleep(wait * (0.5 + deps.random() / 2), signal);
      if (await tryOnce(signal)) return;
    }
  };

  const pause = async (): Promise<void> => {
    trying.abort(new Error('the bot is being stopped'));
    const running = telegram;
    telegram = null;
    const before = closing.catch(() => undefined);
    closing = Promise.all([before, running?.[Symbol.asyncDispose]()]);
    await closing;
  };

  /** The last of several at once opens the bot; those before leave it to that. */
  const restart = async (): Promise<void> => {
    const paused = pause();
    trying = new AbortController();
    const { signal } = trying;
    await paused;
    if (signal.aborted || (await tryOnce(signal))) return;
    keepTrying(signal).catch((error: unknown) => {
      if (!signal.aborted) deps.log.error({ error }, 'gave up starting the bot');
    });
  };

  await restart();
  return {
    username: () => telegram?.username ?? null,
    status: () => telegram?.status() ?? { state: trouble },
    send: async (telegramId, text) => telegram?.send(telegramId, text),
    restart,
    pause,
    [Symbol.asyncDispose]: pause,
  };
}
