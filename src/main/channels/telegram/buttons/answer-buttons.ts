import type { InlineKeyboard } from 'grammy';
import type { Answer } from '../../../../preload/contract/answer.ts';
import { say } from '../../../lib/i18n.ts';
import { keyboard } from '../keyboard.ts';
import { shownOf } from '../render/answer.ts';

type Row = (readonly [string, string])[];

/** What can be done with an answer, under its last message. */
export function answerButtons(answer: Answer, files: boolean): InlineKeyboard | undefined {
  if (answer.way === 'clarify' && answer.clarify) return choices(answer, answer.clarify.options);
  if (answer.sql === null) return undefined;
  return keyboard([...data(answer, files), opinion(answer)]);
}

/** The same without what was just used up. */
export const withoutOpinion = (answer: Answer, files: boolean): InlineKeyboard =>
  keyboard(data(answer, files));

function data({ language, conversationId: id, result, chart }: Answer, files: boolean): Row[] {
  const label = (key: string) => say(language, `bot.button.${key}`);
  const rows = result?.rows.length ?? 0;
  const shown = result ? shownOf(result, language).rows : 0;
  const shapes: Row = [
    [label('sql'), `sql:${id}`],
    ...(files && rows > 0
      ? ([
          [label('excel'), `xls:${id}`],
          [label('csv'), `csv:${id}`],
        ] as Row)
      : []),
  ];
  const more: Row = [
    ...(files && chart ? ([[label('chart'), `cht:${id}`]] as Row) : []),
    ...(rows > shown ? ([[label('more'), `more:${id}:${shown}`]] as Row) : []),
  ];
  return [shapes, more];
}

const opinion = ({ conversationId: id }: Answer): Row => [
  ['👍', `up:${id}`],
  ['👎', `down:${id}`],
];

/** One to a row: they are real values, and may be long. */
const choices = ({ conversationId: id }: Answer, options: readonly string[]): InlineKeyboard =>
  keyboard(distinct(options).map((label, index) => [[label, `pick:${id}:${index}`] as const]));

const longLabel = 40;

/** Long options that begin alike differ only in what a button cuts off: their ends are shown. */
function distinct(options: readonly string[]): readonly string[] {
  const [first = '', ...rest] = options;
  if (rest.length === 0 || options.every((option) => option.length <= longLabel)) return options;
  let same = 0;
  while (same < first.length && rest.every((option) => option[same] === first[same])) same += 1;
  const cut = first.lastIndexOf(' ', same) + 1;
  return cut < 10 ? options : options.map((option) => `… ${option.slice(cut)}`);
}
