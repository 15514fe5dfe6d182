/** What happens to money, told after it is stored. */
export interface CostEvents {
  'question.settled': {
    conversationId: number;
    userId: number | null;
    organizationId: number | null;
    channelId: number | null;
  };
  /** 50, 80 or 100 % of a budget are spent; told once a period. Money is nanodollars. */
  'budget.warned': {
    scope: 'appliance' | 'organization' | 'user' | 'channel';
    scopeId: number;
    period: 'day' | 'month';
    percent: number;
    spent: number;
    amount: number;
  };
}
