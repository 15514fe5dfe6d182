import { DiwanError } from '../../../lib/errors.ts';
import { addressesIn } from '../../../mail/addresses.ts';
import { allowed } from '../../../people/policy.ts';
import { showContacts } from '../buttons/contacts.ts';
import { tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import { wholeName } from './args.ts';
import type { Command } from './command.ts';

/** The organisation's address book: alone it shows, with a name and an address it keeps. */
export const contacts: Command = {
  name: 'contacts',
  access: ['sendMail'],
  where: 'private',
  organization: true,
  async run(talk, args) {
    if (args !== '') return await keep(talk, args);
    const { text, buttons } = showContacts(talk);
    return await talk.say(text, buttons ? { buttons } : {});
  },
};

async function keep(talk: Talk, args: string): Promise<unknown> {
  const { bot, person, language } = talk;
  if (!bot.mail || !allowed(person.role, 'manageOrganization'))
    throw new DiwanError('not_allowed', { params: { action: 'manageOrganization' } });
  const [address, another] = addressesIn(args);
  const name = wholeName(
    args
      .replace(address ?? '', '')
      .replace(/[<>]/g, ' ')
      .trim(),
  );
  if (address === undefined || another !== undefined || name === '')
    return await talk.say(tell(language, 'bot.contacts.usage'));
  const kept = bot.mail.rules.keep(person, { name, address });
  return await talk.say(
    tell(language, 'bot.contacts.kept', { name: kept.name, address: kept.address }),
  );
}
