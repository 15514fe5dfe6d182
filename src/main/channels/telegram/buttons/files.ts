import { InputFile } from 'grammy';
import type { Answer, Chart } from '../../../../preload/contract/answer.ts';
import type { Result } from '../../../../preload/contract/database.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { say } from '../../../lib/i18n.ts';
import { isRtl } from '../../../lib/locale.ts';
import type { AnswerFiles } from '../ports.ts';
import { privately } from '../privately.ts';
import type { SentPart } from '../recent.ts';
import type { Talk } from '../talk.ts';
import type { Button, Press } from './button.ts';
import { ownAnswer } from './own-answer.ts';

/** A name that says what is inside, in letters every file system takes. */
export function fileName(answer: Answer, ending: string): string {
  const { name } = answer.receipt.database ?? { name: 'answer' };
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'answer';
  return `${plain.slice(0, 40)}-${answer.conversationId}.${ending}`;
}

/** What was handed out into a chat already is not sent there again: false. */
async function once(
  { bot, chat }: Talk,
  { conversationId }: Answer,
  part: SentPart,
  send: () => Promise<unknown>,
): Promise<boolean> {
  if (!bot.recent.claim(conversationId, part, chat)) return false;
  try {
    await send();
    return true;
  } catch (error) {
    bot.recent.release(conversationId, part, chat);
    throw error;
  }
}

export const sendWorkbook = (talk: Talk, answer: Answer, result: Result): Promise<boolean> =>
  once(talk, answer, 'xlsx', async () => {
    const bytes = await filesOf(talk).xlsx(result, isRtl(answer.language));
    await talk.sendFile('document', new InputFile(bytes, fileName(answer, 'xlsx')));
  });

const sendCsv = (talk: Talk, answer: Answer, result: Result): Promise<boolean> =>
  once(talk, answer, 'csv', async () => {
    const bytes = await filesOf(talk).csv(result);
    await talk.sendFile('document', new InputFile(bytes, fileName(answer, 'csv')));
  });

export const sendChart = (talk: Talk, answer: Answer, chart: Chart): Promise<boolean> =>
  once(talk, answer, 'chart', async () => {
    const bytes = await filesOf(talk).chart(chart);
    await talk.sendFile('photo', new InputFile(bytes, fileName(answer, 'png')));
  });

const filesOf = ({ bot }: Talk): AnswerFiles => {
  if (!bot.files) throw new DiwanError('expired');
  return bot.files;
};

function resultOf(press: Press, id: string): { answer: Answer; result: Result } {
  const { answer } = ownAnswer(press, Number(id));
  if (!answer.result) throw new DiwanError('expired');
  return { answer, result: answer.result };
}

/** Hands out where only the presser sees it; what is there already is pointed to. */
const handOut = (press: Press, send: (talk: Talk) => Promise<boolean>): Promise<void> =>
  privately(press, async (talk) => {
    if (!(await send(talk))) await press.note(say(press.language, 'bot.alreadySent'));
  });

export const excelButton: Button = {
  kind: 'xls',
  async press(press, [id = '']) {
    const { answer, result } = resultOf(press, id);
    await handOut(press, (talk) => sendWorkbook(talk, answer, result));
  },
};

export const csvButton: Button = {
  kind: 'csv',
  async press(press, [id = '']) {
    const { answer, result } = resultOf(press, id);
    await handOut(press, (talk) => sendCsv(talk, answer, result));
  },
};

export const chartButton: Button = {
  kind: 'cht',
  async press(press, [id = '']) {
    const { answer } = ownAnswer(press, Number(id));
    const { chart } = answer;
    if (!chart) throw new DiwanError('expired');
    await handOut(press, (talk) => sendChart(talk, answer, chart));
  },
};
