import { z } from 'zod';
import { command, query } from '../entry.ts';
import { MailAddress, MailContact, MailContactInput, MailRules } from '../mail.ts';

const Nothing = z.object({});
const Words = z.object({ en: z.string(), ar: z.string(), fa: z.string() });

export const mail = {
  /** Whether mail can be sent, and as whom. */
  'mail.status': query({
    access: 'owner',
    input: Nothing,
    output: z.object({ sender: z.string().nullable() }),
  }),
  /** Sends a short mail by the account as it is set now. Fails with `mail_*`. */
  'mail.test': command({
    access: 'operator',
    input: z.object({ to: MailAddress }),
    output: z.object({}),
  }),
  /** What a mail begins and ends with where there are no rules, with the same holes. */
  'mail.words': query({
    access: 'owner',
    input: Nothing,
    output: z.object({ greeting: Words, signature: Words }),
  }),
  'mail.rules': query({ access: 'owner', input: Nothing, output: MailRules }),
  'mail.setRules': command({ access: 'owner', input: MailRules, output: MailRules }),
  'mail.contacts': query({ access: 'owner', input: Nothing, output: z.array(MailContact) }),
  /** A name that is there already gets the new address. */
  'mail.keepContact': command({ access: 'owner', input: MailContactInput, output: MailContact }),
  'mail.forgetContact': command({
    access: 'owner',
    input: z.object({ contactId: z.number().int().positive() }),
    output: Nothing,
  }),
};
