import type { Answer, Language, StageReceipt } from '../../../../preload/contract/answer.ts';
import { formatMoney, formatNumber, formatTime } from '../../../lib/locale.ts';
import { bold, type Html, join, quote, tell } from './html.ts';

const longest = 500;
const clip = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;

/** What the answer rests on and what it cost, as a quote that opens when touched. */
export function receipt(answer: Answer): Html {
  const { language } = answer;
  const { stages, total } = answer.receipt;
  const cost = tell(language, 'bot.receipt.total', { cost: formatMoney(language, total) });
  const lines = [
    bold(cost),
    ...facts(answer),
    ...stages.map((stage) => stageLine(language, stage)),
  ];
  return quote(join(lines));
}

function facts({ language, receipt: given }: Answer): Html[] {
  const { interpretation, database, tables, period, filters, rowCount, cut, asOf } = given;
  const line = (key: string, params: Record<string, string | number>) => [
    tell(language, `bot.receipt.${key}`, params),
  ];
  return [
    ...(interpretation ? line('interpretation', { text: clip(interpretation) }) : []),
    ...(database ? line('database', { name: database.name }) : []),
    ...(tables.length > 0 ? line('tables', { names: clip(tables.join(', ')) }) : []),
    ...(period ? line('period', { text: clip(period) }) : []),
    ...(filters.length > 0 ? line('filters', { text: clip(filters.join('; ')) }) : []),
    ...(rowCount === null
      ? []
      : line(cut ? 'rowsCut' : 'rows', {
          count: rowCount,
          shown: formatNumber(language, rowCount),
        })),
    ...(asOf ? line('asOf', { time: formatTime(language, asOf) }) : []),
  ];
}

function stageLine(language: Language, stage: StageReceipt): Html {
  const { usage, model, attempt, cost, elapsedMs } = stage;
  const name = tell(language, `bot.stage.${stage.stage}`);
  const again = attempt > 1 ? ` (${formatNumber(language, attempt)})` : '';
  return tell(language, 'bot.receipt.stage', {
    name: `${name}${again}`,
    model,
    input: formatNumber(language, usage.input),
    output: formatNumber(language, usage.output),
    cost: formatMoney(language, cost),
    seconds: formatNumber(language, Math.max(1, Math.round(elapsedMs / 100)) / 10),
  });
}
