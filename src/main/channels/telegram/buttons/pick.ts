import { DiwanError } from '../../../lib/errors.ts';
import { answerQuestion, requestKey } from '../questions.ts';
import { tell } from '../render/html.ts';
import type { Button } from './button.ts';
import { conclude } from './confirm.ts';
import { ownAnswer } from './own-answer.ts';

/** How the question was meant: asks it again with that, and remembers it for the chat. */
export const pickButton: Button = {
  kind: 'pick',
  async press(press, [id = '', index = '']) {
    const { bot, chat, person } = press;
    const { question, answer } = ownAnswer(press, Number(id));
    const option = answer.clarify?.options[Number(index)];
    if (!answer.clarify || option === undefined) throw new DiwanError('expired');
    bot.choices.remember(chat, person.id, answer.clarify.question, option);
    await conclude(press, tell(answer.language, 'bot.clarify.chosen', { option: unended(option) }));
    const text = clarified(question, answer.clarify.question, option);
    const asked = { text, words: question, requestKey: requestKey(press), clarified: true };
    await answerQuestion(press, asked);
  },
};

/** Within a sentence that ends by itself. */
export const unended = (option: string): string => option.replace(/[.?!؟\s]+$/, '');

/** The same as people read it. */
export const withChoice = (question: string): string =>
  question.replace(/\n\([^\n]*[?؟] ([^\n]+)\)$/, ' ($1)');

/** The question with what was meant, in words a model understands. */
export const clarified = (question: string, asked: string, option: string): string =>
  `${question}\n(${asked} ${option})`;
