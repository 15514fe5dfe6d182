import type { Answer, Language } from '../../../../preload/contract/answer.ts';
import type { Result } from '../../../../preload/contract/database.ts';
import { formatNumber } from '../../../lib/locale.ts';
import { direct, isolate } from './direction.ts';
import { type Html, italic, tell } from './html.ts';
import { withLooks } from './markdown.ts';
import { receipt } from './receipt.ts';
import { isTold, rowsAsHtml, rowsAtOnce, showsAll } from './rows.ts';
import { pack, paragraphs } from './split.ts';
import type { TableOptions } from './table.ts';

/** Rows shown at once at most, and characters a line of a telephone holds. */
const mostRows = 15;
export const lineWidth = 44;

/** How the rows under an answer are shown, and how many of them. */
export function shownOf(result: Result, language: Language): TableOptions {
  const options = { language, rows: mostRows, width: lineWidth };
  return { ...options, rows: rowsAtOnce(result, options) };
}

/** Of a longer text the beginning is shown; the whole goes as a file. */
export const longestText = 10_000;
const cut = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText / 3).trimEnd()} …` : text;

/** An answer as messages of Telegram's HTML: text, doubts, table, receipt. */
export function renderAnswer(answer: Answer): Html[] {
  const { language } = answer;
  const blocks = [
    ...words(answer),
    ...doubts(answer),
    ...rows(answer),
    ...(answer.practice ? [italic(tell(language, 'bot.answer.practice'))] : []),
    ...(answer.receipt.stages.length > 0 ? [direct(language, receipt(answer)) as Html] : []),
  ];
  return pack(blocks.length > 0 ? blocks : [tell(language, 'bot.answer.empty')]);
}

const words = ({ language, text }: Answer): Html[] =>
  text.trim() === ''
    ? []
    : paragraphs(cut(text)).map((paragraph) => direct(language, withLooks(paragraph)) as Html);

function doubts({ language, doubtfulNumbers }: Answer): Html[] {
  if (doubtfulNumbers.length === 0) return [];
  const list = doubtfulNumbers.slice(0, 10).map((number) => isolate(language, number));
  const numbers = list.join(language === 'en' ? ', ' : '، ');
  return [tell(language, 'bot.answer.doubtful', { count: list.length, numbers })];
}

/** Where the text tells all of a row, a table says nothing more. */
function rows({ language, result, text }: Answer): Html[] {
  if (!result || result.rows.length === 0) return [];
  if (result.rows.length === 1 && result.columns.length === 1 && text.trim() !== '') return [];
  const options = shownOf(result, language);
  const { rows: shown } = options;
  if (isTold(result, text, options)) return [];
  const more = result.rows.length - shown;
  const notes = [
    ...(more > 0
      ? [
          tell(language, 'bot.answer.moreRows', {
            count: more,
            shown: formatNumber(language, shown),
            total: formatNumber(language, result.rows.length),
          }),
        ]
      : []),
    ...(showsAll(result, options) ? [] : [tell(language, 'bot.answer.moreColumns')]),
  ];
  return [rowsAsHtml(result, options), ...notes.map((note) => italic(note))];
}
