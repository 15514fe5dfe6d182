import { formatNumber, formatTime } from '../../../lib/locale.ts';
import { bold, type Html, join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Command } from './command.ts';

export const orginfo: Command = {
  name: 'orginfo',
  access: ['viewMembers'],
  where: 'anywhere',
  organization: true,
  run: (talk) => talk.say(organizationText(talk)),
};

/** @throws DiwanError `not_in_organization` */
export function organizationText({ bot, person, language }: Talk): Html {
  const { name, createdAt, members, owners } = bot.people.organizations.info(person);
  const databases = bot.databases.catalogue
    .list(person)
    .filter(({ kind }) => kind === 'organization').length;
  return join([
    bold(tell(language, 'bot.orginfo.title', { name })),
    tell(language, 'bot.orginfo.since', { time: formatTime(language, createdAt) }),
    tell(language, 'bot.orginfo.owners', { names: owners.join(', ') }),
    tell(language, 'bot.orginfo.members', { shown: formatNumber(language, members) }),
    tell(language, 'bot.orginfo.databases', { shown: formatNumber(language, databases) }),
    tell(language, `bot.orginfo.you.${person.role}`),
  ]);
}
