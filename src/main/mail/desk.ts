import type { Asker } from '../ask/question.ts';
import type { MailDesk } from '../ask/tools.ts';
import { DiwanError } from '../lib/errors.ts';
import type { Persons } from '../people/person.ts';
import { requireAllowed } from '../people/policy.ts';
import type { Mail } from './mail.ts';

/** Mail as the pipeline uses it: it drafts for the person as they are now, and sends nothing. */
export const createDesk = (
  { sender, drafts }: Pick<Mail, 'sender' | 'drafts'>,
  persons: Pick<Persons, 'require'>,
): MailDesk => ({
  sender,
  draft(asker, mail) {
    const person = persons.require(idOf(asker));
    requireAllowed(person, 'sendMail');
    const { id: userId, name, organization } = person;
    return drafts.create({ ...mail, userId, name, organization });
  },
});

function idOf({ userId }: Asker): number {
  if (userId === null) throw new DiwanError('not_registered');
  return userId;
}
