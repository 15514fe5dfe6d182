import { ownerButtons } from '../buttons/organization.ts';
import { join, tell } from '../render/html.ts';
import type { Command } from './command.ts';
import { organizationText } from './orginfo.ts';

/** The owner's menu. */
export const org: Command = {
  name: 'org',
  access: ['manageOrganization'],
  where: 'private',
  async run(talk) {
    const text = join([organizationText(talk), tell(talk.language, 'bot.org.menu')], '\n\n');
    await talk.say(text, { buttons: ownerButtons(talk) });
  },
};
