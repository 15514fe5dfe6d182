import { InputFile } from 'grammy';
import type { Answer } from '../../../preload/contract/answer.ts';
import type { Result } from '../../../preload/contract/database.ts';
import { answerButtons } from './buttons/answer-buttons.ts';
import { fileName, sendChart, sendWorkbook } from './buttons/files.ts';
import { longestText, renderAnswer, shownOf } from './render/answer.ts';
import { showsAll } from './render/rows.ts';
import type { TableOptions } from './render/table.ts';
import { editHtml, type Talk } from './talk.ts';

/** Asked for in so many words. */
const wantsChart = /\b(chart|graph|plot|diagram|pie)\b|رسم|مخطط|بياني|نمودار/i;
const wantsWorkbook = /\b(excel|xlsx|spreadsheet)\b|[إا]كسل|اکسل/i;
/** A line that so many points make says more than its table. */
const tellingPoints = 6;

/**
 * The answer in the chat: its first message takes the place of the status, the buttons hang under
 * the last, and what does not fit follows as a file.
 */
export async function showAnswer(
  talk: Talk,
  answer: Answer,
  replaces: number | null,
  question: string,
): Promise<void> {
  const messages = renderAnswer(answer);
  const { language } = answer;
  const last = messages.length - 1;
  for (const [index, text] of messages.entries()) {
    const buttons = index === last ? answerButtons(answer, talk.bot.files !== null) : undefined;
    if (index === 0 && replaces !== null) await editHtml(talk.bot, talk, replaces, text, buttons);
    else await talk.say(text, { language, ...(buttons && { buttons }) });
  }
  await sendFiles(talk, answer, question);
}

async function sendFiles(talk: Talk, answer: Answer, question: string): Promise<void> {
  const { result, chart, text, language } = answer;
  if (text.length > longestText) {
    const file = new InputFile(Buffer.from(text), fileName(answer, 'txt'));
    await talk.sendFile('document', file);
  }
  if (!talk.bot.files) return;
  if (chart && (wantsChart.test(question) || tellsMore(chart)))
    await sendChart(talk, answer, chart);
  const large = result && !isWhole(result, shownOf(result, language));
  const wanted = result && result.rows.length > 0 && wantsWorkbook.test(question);
  if (large || (wanted && !answer.draft)) await sendWorkbook(talk, answer, result);
}

const isWhole = (result: Result, options: TableOptions): boolean =>
  result.rows.length <= options.rows && showsAll(result, options);

const tellsMore = (chart: NonNullable<Answer['chart']>): boolean =>
  chart.kind === 'line' && chart.labels.length >= tellingPoints;
