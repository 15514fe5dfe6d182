import { showCredentials } from '../credentials.ts';
import { join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import { wholeName } from './args.ts';
import type { Command } from './command.ts';
import { nextStep } from './next-step.ts';

const stands = ({ person, group }: Talk, name: string): boolean =>
  !group && person.role === 'owner' && person.organization?.name === name;

/**
 * Creates the organisation and gives its owner a way into the web view; both again where the
 * organisation has this name already: of two passwords the later one counts.
 */
export const createorg: Command = {
  name: 'createorg',
  access: ['createOrganization'],
  where: 'private',
  isDone: (talk, args) => stands(talk, wholeName(args)),
  async run(talk, args) {
    const { bot, person, language } = talk;
    const name = wholeName(args);
    if (name === '') return await talk.say(tell(language, 'bot.createorg.usage'));
    if (!stands(talk, name)) bot.people.organizations.create(person, name);
    const now = talk.again();
    await bot.menus.refresh(now.person);
    const done = tell(language, 'bot.createorg.done', { name });
    await now.say(join([done, nextStep(now), tell(language, 'bot.createorg.invite')], '\n\n'));
    return await showCredentials(now);
  },
};
