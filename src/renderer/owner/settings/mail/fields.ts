import type { Language } from '../../../../preload/contract/answer.ts';
import type { MailRules } from '../../../../preload/contract/mail.ts';

type Part = 'greeting' | 'signature';
export type WordsField = `${Part}.${Language}`;

/** The rules with each language's words as a field of its own. */
export type RuleFields = Pick<MailRules, 'domains' | 'unlisted'> &
  Record<WordsField, string | null>;

export const fieldsOf = ({ greeting, signature, domains, unlisted }: MailRules): RuleFields => ({
  domains,
  unlisted,
  'greeting.en': greeting.en,
  'greeting.ar': greeting.ar,
  'greeting.fa': greeting.fa,
  'signature.en': signature.en,
  'signature.ar': signature.ar,
  'signature.fa': signature.fa,
});

export const rulesOf = (fields: RuleFields): MailRules => {
  const words = (part: Part) => ({
    en: fields[`${part}.en`],
    ar: fields[`${part}.ar`],
    fa: fields[`${part}.fa`],
  });
  const { domains, unlisted } = fields;
  return { domains, unlisted, greeting: words('greeting'), signature: words('signature') };
};
