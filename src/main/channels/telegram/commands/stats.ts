import type { CostScope } from '../../../costs/analytics.ts';
import { isoTime } from '../../../lib/clock.ts';
import { formatMoney, formatNumber } from '../../../lib/locale.ts';
import { allowed } from '../../../people/policy.ts';
import { bold, type Html, join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Command } from './command.ts';

const shownMembers = 10;

/** One's own use; for owners also what the organisation spends, by member. */
export const stats: Command = {
  name: 'stats',
  access: ['viewOwnUsage'],
  where: 'private',
  async run(talk) {
    const { person, language } = talk;
    const own = join([
      bold(tell(language, 'bot.stats.own')),
      ...usage(talk, { userId: person.id }),
    ]);
    const blocks = [own, ...(await organization(talk))];
    await talk.say(join(blocks, '\n\n'));
  },
};

function usage({ bot, language }: Talk, scope: CostScope): Html[] {
  const today = isoTime(bot.clock).slice(0, 10);
  const month = `${today.slice(0, 7)}-01`;
  const line = (key: string, from: string) => {
    const sums = bot.analytics.overview(scope, { from, to: today });
    return tell(language, `bot.stats.${key}`, {
      count: sums.questions,
      questions: formatNumber(language, sums.questions),
      tokens: formatNumber(language, sums.input + sums.output),
      cost: formatMoney(language, sums.cost),
    });
  };
  return [line('today', today), line('month', month)];
}

async function organization(talk: Talk): Promise<Html[]> {
  const { bot, person, language } = talk;
  if (!person.organization || !allowed(person.role, 'viewOrganizationCosts')) return [];
  const { id: organizationId, name } = person.organization;
  const today = isoTime(bot.clock).slice(0, 10);
  const { forecast } = bot.analytics.forecast({ organizationId }, today);
  const period = { from: `${today.slice(0, 7)}-01`, to: today };
  const part = { offset: 0, limit: shownMembers };
  const { people } = await bot.analytics.byUser(organizationId, period, part);
  const byMember = people.map(({ userId, cost, calls }) =>
    tell(language, 'bot.stats.member', {
      name: bot.people.persons.byId(userId)?.name ?? '—',
      calls: formatNumber(language, calls),
      count: calls,
      cost: formatMoney(language, cost),
    }),
  );
  return [
    join([
      bold(tell(language, 'bot.stats.organization', { name })),
      ...usage(talk, { organizationId }),
      tell(language, 'bot.stats.forecast', { cost: formatMoney(language, forecast) }),
    ]),
    ...(byMember.length > 0
      ? [join([bold(tell(language, 'bot.stats.byMember')), ...byMember])]
      : []),
  ];
}
