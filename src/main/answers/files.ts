import type { Chart } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import { csvOf } from './csv.ts';
import { createPictures } from './pictures.ts';
import { xlsxOf } from './xlsx.ts';

/** Files and pictures of an answer. */
export interface AnswerFiles extends AsyncDisposable {
  csv(result: Result): Promise<Buffer>;
  xlsx(result: Result, rightToLeft?: boolean): Promise<Buffer>;
  /** A PNG. */
  chart(chart: Chart): Promise<Buffer>;
}

export function createAnswerFiles(): AnswerFiles {
  const pictures = createPictures();
  return {
    csv: async (result) => csvOf(result),
    xlsx: (result, rightToLeft = false) => xlsxOf(result, rightToLeft),
    chart: (chart) => pictures.draw(chart),
    [Symbol.asyncDispose]: () => pictures[Symbol.asyncDispose](),
  };
}
