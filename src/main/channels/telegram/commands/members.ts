import { showMembers } from '../buttons/members.ts';
import type { Command } from './command.ts';

export const members: Command = {
  name: 'members',
  access: ['viewMembers'],
  where: 'private',
  organization: true,
  async run(talk) {
    const { text, buttons } = showMembers(talk, 0);
    await talk.say(text, buttons ? { buttons } : {});
  },
};
