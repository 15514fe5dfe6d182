import type { InlineKeyboard } from 'grammy';
import type { Member } from '../../../../preload/contract/people.ts';
import { DiwanError } from '../../../lib/errors.ts';
import { say } from '../../../lib/i18n.ts';
import { formatTime } from '../../../lib/locale.ts';
import { organizationOf } from '../../../people/person.ts';
import { allowed } from '../../../people/policy.ts';
import { keyboard } from '../keyboard.ts';
import { bold, type Html, join, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Button } from './button.ts';
import { conclude, confirmation } from './confirm.ts';

const perPage = 10;

interface Shown {
  text: Html;
  buttons: InlineKeyboard | undefined;
}

/** A page of the organisation's people; owners get a button to remove each. */
export function showMembers(talk: Talk, offset: number): Shown {
  const { bot, person, language } = talk;
  const { name } = organizationOf(person);
  const { total, members } = bot.people.members.list(person, { offset, limit: perPage });
  const title = tell(language, 'bot.members.title', { count: total, name });
  return {
    text: join([bold(title), ...members.map((member) => line(talk, member))]),
    buttons: buttonsOf(talk, members, offset, total),
  };
}

function line({ language, person }: Talk, member: Member): Html {
  const { name, username, role, joinedAt, telegramId, reachable } = member;
  const marks = [
    tell(language, `bot.role.${role}`),
    ...(member.userId === person.id ? [tell(language, 'bot.members.you')] : []),
    ...(username ? [tell(language, 'bot.members.username', { username: `@${username}` })] : []),
    ...(telegramId === null
      ? []
      : [tell(language, 'bot.members.telegram', { id: String(telegramId) })]),
    tell(language, 'bot.members.since', { time: formatTime(language, joinedAt) }),
    ...(reachable ? [] : [tell(language, 'bot.members.unreachable')]),
  ];
  const separator = language === 'en' ? ', ' : '، ';
  return tell(language, 'bot.members.line', { name }).concat(' — ', join(marks, separator)) as Html;
}

function buttonsOf(
  { language, person }: Talk,
  members: readonly Member[],
  offset: number,
  total: number,
): InlineKeyboard | undefined {
  const removable = allowed(person.role, 'removeMembers')
    ? members.filter(({ userId }) => userId !== person.id)
    : [];
  const rows = removable.map(({ userId, name }) => [[`✕ ${name}`, `kick:${userId}`] as const]);
  const pages = [
    ...(offset > 0
      ? [[say(language, 'bot.button.before'), `mem:${offset - perPage}`] as const]
      : []),
    ...(offset + perPage < total
      ? [[say(language, 'bot.button.next'), `mem:${offset + perPage}`] as const]
      : []),
  ];
  return rows.length + pages.length === 0 ? undefined : keyboard([...rows, pages]);
}

export const membersButton: Button = {
  kind: 'mem',
  async press(press, [offset = '0']) {
    const { text, buttons } = showMembers(press, Math.max(0, Number(offset) || 0));
    await conclude(press, text, buttons);
  },
};

/** Asks before it removes. */
export const kickButton: Button = {
  kind: 'kick',
  async press(press, [id]) {
    const { language } = press;
    const { name } = memberOf(press, Number(id));
    const buttons = confirmation(language, 'kick', `out:${id}`);
    await press.say(tell(language, 'bot.members.sure', { name }), { buttons });
  },
};

export const outButton: Button = {
  kind: 'out',
  async press(press, [id]) {
    const { bot, person, language } = press;
    const { name } = memberOf(press, Number(id));
    bot.people.members.remove(person, Number(id));
    await conclude(press, tell(language, 'bot.members.removed', { name, count: 1 }));
  },
};

/** @throws DiwanError `not_found` for anyone who is not in the presser's organisation */
function memberOf({ bot, person }: Talk, userId: number): { name: string } {
  const member = bot.people.persons.byId(userId);
  if (!member || member.organization?.id !== organizationOf(person).id)
    throw new DiwanError('not_found', { params: { what: 'member' } });
  return member;
}
