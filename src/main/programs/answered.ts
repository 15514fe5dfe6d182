import type { Answer } from '../../preload/contract/answer.ts';

/** An answer before its settlement gives it an id. */
export type Answered = Omit<Answer, 'conversationId'>;

/** The tokens and the cost of all its model calls. */
export function spentOn({ receipt }: Pick<Answered, 'receipt'>) {
  const sum = (side: 'input' | 'output') =>
    receipt.stages.reduce((total, stage) => total + stage.usage[side], 0);
  return { input: sum('input'), output: sum('output'), cost: receipt.total };
}

/** What a program shows its user: a question back comes with its choices. */
export function textOf({ text, clarify }: Answered): string {
  if (!clarify || clarify.options.length === 0) return text;
  return [text, ...clarify.options.map((option) => `• ${option}`)].join('\n');
}

/** The history keeps the SQL, so that a next question can go on from it. */
export const said = ({ sql }: Answered, text: string): string =>
  sql === null ? text : `${text}\n\n(SQL: ${sql})`;
