import type { Credentials } from '../../../preload/contract/people.ts';
import { escaped, join, spoiler, tell } from './render/html.ts';
import type { Talk } from './talk.ts';

const shownMs = 5 * 60_000;

/** New credentials for the web view, hidden until touched, gone after five minutes. */
export async function showCredentials(talk: Talk): Promise<void> {
  const { bot, person, language, chat } = talk;
  const issued = await bot.people.credentials.issue(person, person.id);
  const sent = await talk.say(textOf(talk, issued));
  bot.expiring.deleteAfter(chat, sent.message_id, shownMs);
  bot.log.info({ user: person.id, language }, 'credentials shown');
}

const textOf = ({ language }: Talk, { userName, password }: Credentials) =>
  join(
    [
      tell(language, 'bot.password.title'),
      join([
        tell(language, 'bot.password.userName'),
        spoiler(escaped(userName)),
        tell(language, 'bot.password.password'),
        spoiler(escaped(password)),
      ]),
      tell(language, 'bot.password.warning'),
    ],
    '\n\n',
  );
