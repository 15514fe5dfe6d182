import type { ConversationItem } from '../../../../preload/contract/costs.ts';
import { formatMoney, formatTime } from '../../../lib/locale.ts';
import { withChoice } from '../buttons/pick.ts';
import { bold, type Html, join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Command } from './command.ts';

const shown = 10;
const longest = 200;
const signs = { ok: '✓', error: '✗', cancelled: '■', interrupted: '…' } as const;

export const history: Command = {
  name: 'history',
  access: ['viewOwnUsage'],
  where: 'private',
  async run(talk) {
    const { bot, person, language } = talk;
    const items = bot.conversations.list({ userId: person.id, limit: shown });
    if (items.length === 0) return await talk.say(tell(language, 'bot.history.none'));
    const title = bold(tell(language, 'bot.history.title', { count: items.length }));
    return await talk.say(join([title, ...items.map((item) => line(talk, item))], '\n\n'));
  },
};

function line({ language }: Talk, { at, question, outcome, cost }: ConversationItem): Html {
  const whole = withChoice(question);
  const cut = whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
  return join([
    tell(language, 'bot.history.question', { sign: signs[outcome], text: cut }),
    tell(language, 'bot.history.facts', {
      time: formatTime(language, at),
      cost: formatMoney(language, cost),
    }),
  ]);
}
