import { InputFile } from 'grammy';
import type { Answer, Chart } from '../../../../preload/contract/answer.ts';
import type { Result } from '../../../../preload/contract/database.ts';
import { DiwanError } from '../../../lib/errors.ts';
import type { AnswerFiles } from '../ports.ts';
import { privately } from '../privately.ts';
import type { Talk } from '../talk.ts';
import type { Button, Press } from './button.ts';
import { ownAnswer } from './own-answer.ts';

/** A name that says what is inside, in letters every file system takes. */
export function fileName(answer: Answer, ending: string): string {
  const { name } = answer.receipt.database ?? { name: 'answer' };
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'answer';
  return `${plain.slice(0, 40)}-${answer.conversationId}.${ending}`;
}

export async function sendWorkbook(talk: Talk, answer: Answer, result: Result): Promise<void> {
  const bytes = await filesOf(talk).xlsx(result);
  await talk.sendFile('document', new InputFile(bytes, fileName(answer, 'xlsx')));
}

export async function sendChart(talk: Talk, answer: Answer, chart: Chart): Promise<void> {
  const bytes = await filesOf(talk).chart(chart);
  await talk.sendFile('photo', new InputFile(bytes, fileName(answer, 'png')));
}

const filesOf = ({ bot }: Talk): AnswerFiles => {
  if (!bot.files) throw new DiwanError('expired');
  return bot.files;
};

function resultOf(press: Press, id: string): { answer: Answer; result: Result } {
  const { answer } = ownAnswer(press, Number(id));
  if (!answer.result) throw new DiwanError('expired');
  return { answer, result: answer.result };
}

export const excelButton: Button = {
  kind: 'xls',
  async press(press, [id = '']) {
    const { answer, result } = resultOf(press, id);
    await privately(press, (talk) => sendWorkbook(talk, answer, result));
  },
};

export const csvButton: Button = {
  kind: 'csv',
  async press(press, [id = '']) {
    const { answer, result } = resultOf(press, id);
    const bytes = await filesOf(press).csv(result);
    const file = new InputFile(bytes, fileName(answer, 'csv'));
    await privately(press, (talk) => talk.sendFile('document', file));
  },
};

export const chartButton: Button = {
  kind: 'cht',
  async press(press, [id = '']) {
    const { answer } = ownAnswer(press, Number(id));
    const { chart } = answer;
    if (!chart) throw new DiwanError('expired');
    await privately(press, (talk) => sendChart(talk, answer, chart));
  },
};
