import { join, sqlBlock, tell } from '../render/html.ts';
import { paragraphs } from '../render/split.ts';
import type { Button } from './button.ts';
import { ownSql } from './own-answer.ts';

/** Shows the SQL of one's own answer. */
export const sqlButton: Button = {
  kind: 'sql',
  async press(press, [id = '']) {
    const pieces = paragraphs(ownSql(press, Number(id)).sql);
    const title = tell(press.language, 'bot.sql.title');
    for (const [index, piece] of pieces.entries()) {
      const block = sqlBlock(piece);
      await press.say(index === 0 ? join([title, block]) : block);
    }
  },
};
