import { tell } from '../render/html.ts';
import type { Button } from './button.ts';
import { conclude, confirmation } from './confirm.ts';

/** First asks, then removes; the catalogue knows who may. */
export const removedbButton: Button = {
  kind: 'rmdb',
  async press(press, [id, sure]) {
    const { bot, person, language } = press;
    const { name } = bot.databases.catalogue.get(person, Number(id));
    if (sure !== 'yes') {
      const buttons = confirmation(language, 'remove', `rmdb:${id}:yes`);
      return await conclude(press, tell(language, 'bot.removedb.sure', { name }), buttons);
    }
    await bot.databases.catalogue.remove(person, Number(id));
    return await conclude(press, tell(language, 'bot.removedb.done', { name }));
  },
};
