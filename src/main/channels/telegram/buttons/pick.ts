import { DiwanError } from '../../../lib/errors.ts';
import { requestKey } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Button, Press } from './button.ts';
import { conclude } from './confirm.ts';
import { askAll } from './database-buttons.ts';
import { ownAnswer } from './own-answer.ts';

/** How the question was meant: asks it again with that, and remembers it for the chat. */
export const pickButton: Button = {
  kind: 'pick',
  async press(press, [id = '', index = '']) {
    const { chat, person, updateId } = press;
    const { pending } = press.bot;
    const own = () => [...pending.own(chat, person.id, updateId)];
    // After a crash the answer behind the button is gone, and the question is kept.
    if (own().length === 0) await choose(press, Number(id), Number(index));
    await askAll(press, own());
  },
};

async function choose(press: Press, id: number, index: number): Promise<void> {
  const { bot, chat, person, messageId, updateId } = press;
  const { question, answer } = ownAnswer(press, id);
  const option = answer.clarify?.options[index];
  if (!answer.clarify || option === undefined) throw new DiwanError('expired');
  bot.choices.remember(chat, person.id, answer.clarify.question, option);
  const text = clarified(question, answer.clarify.question, option);
  const asked = { text, words: question, requestKey: requestKey(press), clarified: true };
  await bot.pending.put({ chat, userId: person.id, messageId, asked }, updateId);
  await conclude(press, tell(answer.language, 'bot.clarify.chosen', { option: unended(option) }));
}

/** Within a sentence that ends by itself. */
export const unended = (option: string): string => option.replace(/[.?!؟\s]+$/, '');

/** The same as people read it. */
export const withChoice = (question: string): string =>
  question.replace(/\n\([^\n]*[?؟] ([^\n]+)\)$/, ' ($1)');

/** The question with what was meant, in words a model understands. */
export const clarified = (question: string, asked: string, option: string): string =>
  `${question}\n(${asked} ${option})`;
