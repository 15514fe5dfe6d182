import { join as lines, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Command } from './command.ts';
import { nextStep } from './next-step.ts';

export const join: Command = {
  name: 'join',
  access: ['joinOrganization'],
  where: 'private',
  isDone: ({ bot, person, group }, args) =>
    !group && bot.people.invitations.joined(person, args) !== null,
  async run(talk, args) {
    if (args === '') return await talk.say(tell(talk.language, 'bot.join.usage'));
    return await joinBy(talk, args);
  },
};

/** Also by a link `t.me/<bot>?start=join_<code>`. */
export async function joinBy(talk: Talk, code: string): Promise<void> {
  const { bot, person, language } = talk;
  const { invitations } = bot.people;
  const name = invitations.joined(person, code) ?? invitations.join(person, code).organizationName;
  const now = talk.again();
  await bot.menus.refresh(now.person);
  const parts = [
    tell(language, 'bot.join.done', { name }),
    nextStep(now),
    tell(language, 'bot.join.password'),
  ];
  await now.say(lines(parts, '\n\n'));
}
