/** What an organisation rules about its mail, and what a mail is made of. */
import { z } from 'zod';

/** An address as it is kept and sent: plain ASCII, no name, nothing a header could break on. */
export const MailAddress = z.string().trim().max(254).pipe(z.email());

/** `example.com`; its subdomains are others. */
export const MailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/);

/** Several lines in each language; null: our own words. `{name}` and `{organization}` are filled. */
const words = z.string().trim().max(500).nullable().default(null);
export const MailWords = z.object({ en: words, ar: words, fa: words });
export type MailWords = z.infer<typeof MailWords>;

export const MailRules = z.object({
  greeting: MailWords.prefault({}),
  signature: MailWords.prefault({}),
  /** Where mail goes without a second question; none: anywhere. */
  domains: z.array(MailDomain).max(100).default([]),
  /** What becomes of a mail to any other domain. */
  unlisted: z.enum(['ask', 'refuse']).default('ask'),
});
export type MailRules = z.infer<typeof MailRules>;

/** An entry of an organisation's address book. */
export const MailContact = z.object({
  id: z.number().int(),
  name: z.string(),
  address: z.string(),
});
export type MailContact = z.infer<typeof MailContact>;

export const MailContactInput = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}@]+$/u),
  address: MailAddress,
});
export type MailContactInput = z.infer<typeof MailContactInput>;
