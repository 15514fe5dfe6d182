import { organizationOf } from '../../../people/person.ts';
import { confirmation } from '../buttons/confirm.ts';
import { tell } from '../render/html.ts';
import type { Command } from './command.ts';

export const leave: Command = {
  name: 'leave',
  access: ['leaveOrganization'],
  where: 'private',
  async run(talk) {
    const { name } = organizationOf(talk.person);
    talk.bot.people.members.requireMayLeave(talk.person);
    const buttons = confirmation(talk.language, 'leave', 'leave');
    await talk.say(tell(talk.language, 'bot.leave.sure', { name }), { buttons });
  },
};
