import { isoTime } from '../../../lib/clock.ts';
import { say } from '../../../lib/i18n.ts';
import { formatDuration, formatMoney, formatNumber, formatTime } from '../../../lib/locale.ts';
import { bold, code, escaped, join, tell } from '../render/html.ts';
import type { Command } from './command.ts';

/** Health of the appliance, for those named in ADMIN_TELEGRAM_IDS. */
export const admin: Command = {
  name: 'admin',
  access: ['administer'],
  where: 'private',
  async run(talk) {
    const { bot, language } = talk;
    const today = isoTime(bot.clock).slice(0, 10);
    const { questions, failed, cost, errors } = bot.health.today(today);
    const number = (value: number) => formatNumber(language, value);
    const { open, outgoing, state } = bot.status();
    const memory = Math.round(process.memoryUsage().rss / 1_048_576);
    const lines = [
      bold(tell(language, 'bot.admin.title')),
      tell(language, 'bot.admin.state', {
        state: say(language, `bot.admin.states.${state}`),
        uptime: formatDuration(language, process.uptime()),
      }),
      tell(language, 'bot.admin.memory', { memory: number(memory) }),
      tell(language, 'bot.admin.queue', {
        questions: number(bot.asking.open()),
        open: number(open),
        outgoing: number(outgoing),
      }),
      tell(language, 'bot.admin.today', {
        questions: number(questions),
        failed: number(failed),
        cost: formatMoney(language, cost),
      }),
      ...bot.troubles(language).map((trouble) => escaped(trouble)),
      ...(errors.length > 0 ? [bold(tell(language, 'bot.admin.errors'))] : []),
      ...errors.map(({ at, code: name }) =>
        join([escaped(formatTime(language, at)), code(escaped(name))], ' '),
      ),
    ];
    await talk.say(join(lines));
  },
};
