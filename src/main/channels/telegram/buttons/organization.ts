import type { InlineKeyboard } from 'grammy';
import { say } from '../../../lib/i18n.ts';
import { organizationOf } from '../../../people/person.ts';
import { admit } from '../commands/command.ts';
import { findCommand } from '../commands/index.ts';
import { keyboard } from '../keyboard.ts';
import { tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Button } from './button.ts';
import { conclude, confirmation } from './confirm.ts';

/** Each a command's shortcut, but for closing. */
export function ownerButtons({ language }: Talk): InlineKeyboard {
  const label = (key: string) => say(language, `bot.button.${key}`);
  return keyboard([
    [
      [label('members'), 'do:members'],
      [label('invite'), 'do:invite'],
    ],
    [
      [label('databases'), 'do:dbs'],
      [label('costs'), 'do:stats'],
    ],
    [
      [label('cases'), 'cases'],
      [label('proposals'), 'props'],
    ],
    [[label('closeOrganization'), 'close']],
  ]);
}

/** Runs a command without arguments, as if it had been written. */
export const doButton: Button = {
  kind: 'do',
  async press(press, [name = '']) {
    const command = findCommand(name);
    if (!command) return;
    admit(command, press);
    await command.run(press, '');
  },
};

/** Asks, then gives the organisation up: only while nobody but its owner is in it. */
export const closeButton: Button = {
  kind: 'close',
  async press(press, [sure]) {
    const { bot, person, language } = press;
    const { name } = organizationOf(person);
    if (sure !== 'yes') {
      const buttons = confirmation(language, 'closeOrganization', 'close:yes');
      await press.say(tell(language, 'bot.org.sure', { name }), { buttons });
      return;
    }
    bot.people.organizations.close(person);
    await bot.menus.refresh(press.again().person);
    await conclude(press, tell(language, 'bot.org.closed', { name }));
  },
};
