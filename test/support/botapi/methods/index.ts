import { bot } from './bot.ts';
import { callbacks } from './callbacks.ts';
import { chats } from './chats.ts';
import { edits } from './edit.ts';
import { media } from './media.ts';
import { messages } from './messages.ts';
import type { Method } from './method.ts';

/** Telegram reads method names without regard to case. */
export const methods: ReadonlyMap<string, { name: string; run: Method }> = new Map(
  Object.entries<Method>({ ...bot, ...messages, ...media, ...edits, ...callbacks, ...chats }).map(
    ([name, run]) => [name.toLowerCase(), { name, run }],
  ),
);
