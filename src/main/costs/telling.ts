import type { Events } from '../lib/events.ts';
import type { CostEvents } from './events.ts';
import type { Ledger } from './ledger.ts';

/** The ledger, and every settlement told once it is durable. */
export function tellSettlements(ledger: Ledger, events: Events<CostEvents>): Ledger {
  return {
    ...ledger,
    settle: async (conversation, answer) => {
      const conversationId = await ledger.settle(conversation, answer);
      const { userId, organizationId, channelId } = conversation;
      events.emit('question.settled', { conversationId, userId, organizationId, channelId });
      return conversationId;
    },
  };
}
