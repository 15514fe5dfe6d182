import type { mail as entries } from '../../../preload/contract/entries/mail.ts';
import { secretNames } from '../../environment-secrets.ts';
import { DiwanError } from '../../lib/errors.ts';
import { organizationOf } from '../../people/person.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

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
