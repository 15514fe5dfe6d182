import { say } from '../../../lib/i18n.ts';
import { formatNumber } from '../../../lib/locale.ts';
import { keyboard } from '../keyboard.ts';
import { privately } from '../privately.ts';
import { lineWidth } from '../render/answer.ts';
import { italic, join, tell } from '../render/html.ts';
import { rowsAsHtml, rowsAtOnce } from '../render/rows.ts';
import type { Button } from './button.ts';
import { ownAnswer } from './own-answer.ts';

const perPage = 25;

/** The next rows of an answer, from memory. */
export const moreButton: Button = {
  kind: 'more',
  async press(press, [id = '', start = '0']) {
    const { answer } = ownAnswer(press, Number(id));
    const { result, language } = answer;
    const from = Number(start) || 0;
    if (!result || from >= result.rows.length) return await press.note(say(language, 'bot.noMore'));
    const options = { language, from, rows: perPage, width: lineWidth };
    const shown = rowsAtOnce(result, options);
    const drawn = rowsAsHtml(result, { ...options, rows: shown });
    const note = tell(language, 'bot.answer.range', {
      from: formatNumber(language, from + 1),
      to: formatNumber(language, from + shown),
      total: formatNumber(language, result.rows.length),
    });
    const next = from + shown;
    const buttons =
      next < result.rows.length
        ? { buttons: keyboard([[[say(language, 'bot.button.more'), `more:${id}:${next}`]]]) }
        : {};
    await privately(press, (talk) =>
      talk.say(join([drawn, italic(note)]), { language, ...buttons }),
    );
  },
};
