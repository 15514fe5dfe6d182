import type { Language } from '../../../preload/contract/answer.ts';
import type { mail as entries } from '../../../preload/contract/entries/mail.ts';
import { secretNames } from '../../environment-secrets.ts';
import { DiwanError } from '../../lib/errors.ts';
import { say } from '../../lib/i18n.ts';
import { organizationOf } from '../../people/person.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

/** Who signs, as the rules' own words leave room for it. */
const from = '{name}\n{organization}';

const inEach = (words: (language: Language) => string) => ({
  en: words('en'),
  ar: words('ar'),
  fa: words('fa'),
});

type Deps = Pick<HandlerDeps, 'mail' | 'people' | 'secrets'>;

export const mailHandlers = ({ mail, people, secrets }: Deps): HandlersOf<typeof entries> => ({
  'mail.status': async () => ({ sender: await mail.sender() }),
  'mail.test': async ({ language }, { to }, signal) => {
    const smtpUrl = await secrets.get(secretNames.smtpUrl);
    const from = await mail.sender();
    if (smtpUrl === null || from === null) throw new DiwanError('mail_not_configured');
    await mail.test({ smtpUrl, from, to, language }, signal);
    return {};
  },
  'mail.words': () => {
    const greeting = (language: Language) => say(language, 'mail.greeting');
    const signature = (language: Language) => say(language, 'mail.signature', { from });
    return { greeting: inEach(greeting), signature: inEach(signature) };
  },
  'mail.rules': (caller) => mail.rules.of(organizationOf(actorOf(people.persons, caller)).id),
  'mail.setRules': (caller, rules) => mail.rules.set(actorOf(people.persons, caller), rules),
  'mail.contacts': (caller) => mail.rules.contacts(actorOf(people.persons, caller)),
  'mail.keepContact': (caller, contact) =>
    mail.rules.keep(actorOf(people.persons, caller), contact),
  'mail.forgetContact': (caller, { contactId }) => {
    mail.rules.forget(actorOf(people.persons, caller), contactId);
    return {};
  },
});
