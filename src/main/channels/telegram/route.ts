import type { Message, Update, User } from 'grammy/types';
import { Turns } from '../../lib/turns.ts';
import type { Bot } from './bot.ts';
import { isShuttingDown } from './incoming/edge.ts';
import { handleMember } from './incoming/member.ts';
import { handleEdited, handleMessage, isCancel } from './incoming/message.ts';
import { handlePress } from './incoming/press.ts';
import { handleStopped } from './incoming/stopped.ts';

/**
 * Handles one update to its end. False: it was cut off by a shutdown and stays open. What a person
 * sends into a chat is taken in order; a question that is under way holds nothing up behind it,
 * and neither presses nor /cancel wait in line.
 */
export function createRoute(bot: Bot): (update: Update) => Promise<boolean> {
  const lanes = new Turns(Number.POSITIVE_INFINITY);

  /** The lane is held until the question has begun, not until it is answered. */
  const inLane = async (message: Message, from: User, updateId: number): Promise<void> => {
    const begun = await (async () => {
      using _unbegun = bot.unbegun.enter(updateId, message);
      const turn = lanes.take(`${message.chat.id} ${from.id}`, bot.stopping);
      try {
        // It overtakes what it is to stop; what follows it waits for it.
        if (!isCancel(message)) await turn;
        return await handleMessage(bot, message, updateId);
      } finally {
        turn.then(leave, nothing);
      }
    })();
    await begun?.rest;
  };

  const take = async (update: Update): Promise<void> => {
    const { message, edited_message: edited } = update;
    if (message?.from) await inLane(message, message.from, update.update_id);
    else if (edited) await handleEdited(bot, edited, update.update_id);
    else if (update.callback_query) await handlePress(bot, update.callback_query, update.update_id);
    else if (update.my_chat_member) await handleMember(bot, update.my_chat_member);
    else if (update.stopped_message_generation)
      handleStopped(bot, update.stopped_message_generation.chat.id);
  };

  return async (update) => {
    try {
      await take(update);
      return true;
    } catch (error) {
      if (isShuttingDown(error)) return false;
      bot.log.error({ err: error, update: update.update_id }, 'an update failed');
      return true;
    }
  };
}

const leave = (seat: Disposable): void => seat[Symbol.dispose]();
const nothing = (): void => undefined;

/** A question that goes on after its lane is free. */
export type Rest = { rest: Promise<void> } | null;
