import type { User } from 'grammy/types';
import type { Language } from '../../../preload/contract/answer.ts';
import type { Profile } from '../../people/users.ts';

/** Somebody as Telegram describes them; the language counts only when they first appear. */
export const profileOf = (user: User): Profile => ({
  telegramId: user.id,
  name: [user.first_name, user.last_name].filter(Boolean).join(' '),
  username: user.username ?? null,
  language: languageOfCode(user.language_code),
});

function languageOfCode(code = ''): Language {
  const language = code.slice(0, 2).toLowerCase();
  return language === 'ar' || language === 'fa' ? language : 'en';
}
