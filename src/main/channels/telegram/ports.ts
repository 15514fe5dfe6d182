import type { Chart } from '../../../preload/contract/answer.ts';
import type { Result } from '../../../preload/contract/database.ts';

/** Files and pictures of an answer. */
export interface AnswerFiles {
  csv(result: Result): Promise<Buffer>;
  xlsx(result: Result, rightToLeft?: boolean): Promise<Buffer>;
  /** A PNG. */
  chart(chart: Chart): Promise<Buffer>;
}
