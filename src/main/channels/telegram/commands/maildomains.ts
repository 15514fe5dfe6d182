import { MailDomain } from '../../../../preload/contract/mail.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { say } from '../../../lib/i18n.ts';
import { rulesOf } from '../buttons/mail-domains.ts';
import { keyboard } from '../keyboard.ts';
import { join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Command } from './command.ts';

/** Where the organisation's mail goes without a second question. */
export const maildomains: Command = {
  name: 'maildomains',
  access: ['manageOrganization'],
  where: 'private',
  async run(talk, args) {
    const { bot, person } = talk;
    const domains = domainsIn(args);
    const rules = rulesOf(talk);
    if (bot.mail && rules && domains.length > 0) bot.mail.rules.set(person, { ...rules, domains });
    return await show(talk);
  },
};

/** As a list or as addresses. @throws DiwanError `invalid_input` */
const domainsIn = (text: string): string[] =>
  text
    .split(/[\s,،;؛]+/)
    .map((word) => word.replace(/^.*@/, ''))
    .filter(Boolean)
    .map((word) => {
      const parsed = MailDomain.safeParse(word);
      if (parsed.success) return parsed.data;
      throw new DiwanError('invalid_input', { params: { field: 'domains', problem: 'format' } });
    });

/** What is in force, and how it is changed. */
async function show(talk: Talk): Promise<unknown> {
  const { language } = talk;
  const { domains = [], unlisted = 'ask' } = rulesOf(talk) ?? {};
  const usage = tell(language, 'bot.maildomains.usage');
  if (domains.length === 0)
    return await talk.say(join([tell(language, 'bot.maildomains.none'), usage], '\n\n'));
  const list = domains.join(language === 'en' ? ', ' : '، ');
  const text = tell(language, `bot.maildomains.${unlisted}`, { domains: list });
  const buttons = keyboard([[[say(language, 'bot.button.anyDomain'), 'anydom']]]);
  return await talk.say(join([text, usage], '\n\n'), { buttons });
}
