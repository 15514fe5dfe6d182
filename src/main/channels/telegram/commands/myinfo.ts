import { bold, join, tell } from '../render/html.ts';
import type { Command } from './command.ts';

export const myinfo: Command = {
  name: 'myinfo',
  access: 'everyone',
  where: 'private',
  async run(talk) {
    const { bot, person, language } = talk;
    const current = bot.databases.selection.current(person);
    const { name, username, telegramId, role, organization, admin } = person;
    const lines = [
      bold(tell(language, 'bot.myinfo.title', { name })),
      tell(language, 'bot.myinfo.telegram', { id: String(telegramId ?? '—') }),
      ...(username ? [tell(language, 'bot.myinfo.username', { username: `@${username}` })] : []),
      tell(language, 'bot.myinfo.language'),
      tell(language, 'bot.myinfo.role', { role: tell(language, `bot.role.${role}`) }),
      ...(organization
        ? [tell(language, 'bot.myinfo.organization', { name: organization.name })]
        : []),
      ...(current ? [tell(language, 'bot.myinfo.database', { name: current.name })] : []),
      ...(admin ? [tell(language, 'bot.myinfo.admin')] : []),
    ];
    await talk.say(join(lines));
  },
};
