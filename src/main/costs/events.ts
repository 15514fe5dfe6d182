/** What happens to money, told after it is stored. */
export interface CostEvents {
  'question.settled': {
    conversationId: number;
    userId: number | null;
    organizationId: number | null;
    channelId: number | null;
  };
}
