/** What happens to money, told after it is stored. */
export interface CostEvents {
  'question.settled': {
    conversationId: number;
    userId: number | null;
    organizationId: number | null;
    channelId: number | null;
  };
  /** A question was not asked: it could have gone beyond this budget. */
  'budget.refused': Pick<CostEvents['budget.warned'], 'scope' | 'scopeId' | 'period'>;
  /**
   * 50, 80 or 100 % of a budget are spent, told once a period; 100 also where what is left was too
   * little for a question. Money is nanodollars.
   */
  'budget.warned': {
    scope: 'appliance' | 'organization' | 'user' | 'channel';
    scopeId: number;
    period: 'day' | 'month';
    percent: number;
    spent: number;
    amount: number;
  };
}
