import { organizationOf } from '../../../people/person.ts';
import { nextStep } from '../commands/next-step.ts';
import { join, tell } from '../render/html.ts';
import type { Button } from './button.ts';
import { conclude } from './confirm.ts';

export const leaveButton: Button = {
  kind: 'leave',
  async press(press) {
    const { bot, person, language } = press;
    const { name } = organizationOf(person);
    bot.people.members.leave(person);
    const now = press.again();
    await bot.menus.refresh(now.person);
    const left = tell(language, 'bot.leave.done', { name });
    await conclude(press, join([left, nextStep(now)], '\n\n'));
  },
};
