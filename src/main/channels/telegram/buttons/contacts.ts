import type { InlineKeyboard } from 'grammy';
import { allowed } from '../../../people/policy.ts';
import { keyboard } from '../keyboard.ts';
import { bold, type Html, join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Button } from './button.ts';
import { conclude } from './confirm.ts';

const shown = 40;

/** The address book; owners take entries out of it. */
export function showContacts({ bot, person, language }: Talk): {
  text: Html;
  buttons?: InlineKeyboard;
} {
  const entries = bot.mail?.rules.contacts(person) ?? [];
  const owner = allowed(person.role, 'manageOrganization');
  const hint = owner ? [tell(language, 'bot.contacts.usage')] : [];
  if (entries.length === 0)
    return { text: join([tell(language, 'bot.contacts.none'), ...hint], '\n\n') };
  const title = bold(tell(language, 'bot.contacts.title', { count: entries.length }));
  const lines = entries
    .slice(0, shown)
    .map(({ name, address }) => tell(language, 'bot.contacts.line', { name, address }));
  const more = entries.length > shown ? [tell(language, 'bot.contacts.more')] : [];
  const text = join([join([title, ...lines, ...more]), ...hint], '\n\n');
  const rows = entries
    .slice(0, shown)
    .map(({ id, name }) => [[`✕ ${name}`, `uncon:${id}`] as const]);
  return owner ? { text, buttons: keyboard(rows) } : { text };
}

export const contactButton: Button = {
  kind: 'uncon',
  async press(press, [id]) {
    press.bot.mail?.rules.forget(press.person, Number(id));
    const { text, buttons } = showContacts(press);
    await conclude(press, text, buttons);
  },
};
