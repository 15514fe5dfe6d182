import { privately } from '../privately.ts';
import { join, sqlBlock, tell } from '../render/html.ts';
import { paragraphs } from '../render/split.ts';
import type { Button } from './button.ts';
import { ownSql } from './own-answer.ts';

/** Shows the SQL of one's own answer. */
export const sqlButton: Button = {
  kind: 'sql',
  async press(press, [id = '']) {
    const pieces = paragraphs(ownSql(press, Number(id)).sql).map(sqlBlock);
    const title = tell(press.language, 'bot.sql.title');
    await privately(press, async (talk) => {
      for (const [index, block] of pieces.entries())
        await talk.say(index === 0 ? join([title, block]) : block);
    });
  },
};
