import type { Language } from '../../../preload/contract/answer.ts';
import type { Credentials } from '../../../preload/contract/people.ts';
import { escaped, type Html, join, spoiler, tell } from './render/html.ts';
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

const textOf = ({ language, bot }: Talk, { userName, password }: Credentials) =>
  join(
    [
      tell(language, 'bot.password.title'),
      addressOf(language, bot.webView()),
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

/** Where to go with them, and who gets there. */
function addressOf(language: Language, url: string | null): Html {
  if (url === null) return tell(language, 'bot.password.closed');
  const { hostname } = new URL(url);
  const near = hostname === 'localhost' || hostname.startsWith('127.');
  const address = tell(language, 'bot.password.address', { url });
  return near ? join([address, tell(language, 'bot.password.near')]) : address;
}
