import { tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Button } from './button.ts';
import { conclude, confirmation } from './confirm.ts';

/** The rules in force where the person writes mail; null where there is none. */
export const rulesOf = ({ bot, person }: Talk) =>
  bot.mail?.rules.of(person.organization?.id ?? null) ?? null;

/** Asks, then lets mail go to any domain again. */
export const anyDomainButton: Button = {
  kind: 'anydom',
  async press(press, [sure]) {
    const { bot, person, language } = press;
    if (sure !== 'yes') {
      const buttons = confirmation(language, 'anyDomain', 'anydom:yes');
      return await conclude(press, tell(language, 'bot.maildomains.sure'), buttons);
    }
    const rules = rulesOf(press);
    if (bot.mail && rules) bot.mail.rules.set(person, { ...rules, domains: [] });
    return await conclude(press, tell(language, 'bot.maildomains.none'));
  },
};
