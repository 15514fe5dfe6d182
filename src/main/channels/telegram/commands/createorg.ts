import { showCredentials } from '../credentials.ts';
import { join, tell } from '../render/html.ts';
import { wholeName } from './args.ts';
import type { Command } from './command.ts';
import { nextStep } from './next-step.ts';

/** Creates the organisation and gives its owner a way into the web view. */
export const createorg: Command = {
  name: 'createorg',
  access: ['createOrganization'],
  where: 'private',
  async run(talk, args) {
    const { bot, person, language } = talk;
    const name = wholeName(args);
    if (name === '') return await talk.say(tell(language, 'bot.createorg.usage'));
    bot.people.organizations.create(person, name);
    const now = talk.again();
    await bot.menus.refresh(now.person);
    const done = tell(language, 'bot.createorg.done', { name });
    await now.say(join([done, nextStep(now), tell(language, 'bot.createorg.invite')], '\n\n'));
    return await showCredentials(now);
  },
};
