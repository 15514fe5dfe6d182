import { z } from 'zod';
import { command, query } from '../entry.ts';

export const BudgetKey = z.object({
  scope: z.enum(['appliance', 'organization', 'user']),
  /** Whose, where the scope is a user. */
  userId: z.number().int().positive().nullable().default(null),
  period: z.enum(['day', 'month']),
});

/** Nanodollars. */
const Amount = z.number().int().min(0).max(1_000_000_000_000_000);

export const BudgetState = z.object({
  /** A channel's is set with the channel. */
  scope: z.enum(['appliance', 'organization', 'user', 'channel']),
  userId: z.number().nullable(),
  userName: z.string().nullable(),
  channelId: z.number().nullable(),
  channelTitle: z.string().nullable(),
  period: z.enum(['day', 'month']),
  amount: z.number(),
  spent: z.number(),
  reserved: z.number(),
});
export type BudgetState = z.infer<typeof BudgetState>;

/** Dollars per million tokens as nanodollars, from a moment on. */
export const Price = z.object({
  model: z.string().trim().min(1).max(200),
  validFrom: z.string(),
  input: Amount,
  cachedInput: Amount,
  output: Amount,
  source: z.enum(['seed', 'owner']),
});
export type Price = z.infer<typeof Price>;

export const budgets = {
  'budgets.list': query({ access: 'owner', input: z.object({}), output: z.array(BudgetState) }),
  'budgets.set': command({
    access: 'owner',
    input: BudgetKey.extend({ amount: Amount }),
    output: z.object({}),
  }),
  'budgets.remove': command({ access: 'owner', input: BudgetKey, output: z.object({}) }),
  'prices.list': query({ access: 'operator', input: z.object({}), output: z.array(Price) }),
  /** Counts from now on; what is settled keeps its price. */
  'prices.set': command({
    access: 'operator',
    input: Price.pick({ model: true, input: true, cachedInput: true, output: true }),
    output: z.object({}),
  }),
  /** From now on the price that ships counts again, where there is one. */
  'prices.takeBack': command({
    access: 'operator',
    input: Price.pick({ model: true }),
    output: z.object({}),
  }),
};
