import type { Verified } from '../../../../preload/contract/databases.ts';
import { say } from '../../../lib/i18n.ts';
import { formatTime } from '../../../lib/locale.ts';
import { requireAllowed } from '../../../people/policy.ts';
import { keyboard } from '../keyboard.ts';
import { escaped, italic, join, sqlBlock, tell } from '../render/html.ts';
import type { Talk } from '../talk.ts';
import type { Button } from './button.ts';
import { conclude } from './confirm.ts';

const shown = 5;
const longest = 600;
const clip = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** Answers people were not content with, the open ones, each with a button to be done with it. */
export const casesButton: Button = {
  kind: 'cases',
  async press(press) {
    const { bot, person, language } = press;
    const { cases } = bot.databases.cases.list(person, { open: true, limit: shown });
    if (cases.length === 0) return void (await press.say(tell(language, 'bot.cases.none')));
    for (const { id, userName, userId, reason, createdAt, conversationId } of cases) {
      const item = bot.conversations.own(userId, conversationId);
      const head = tell(language, 'bot.cases.one', {
        name: userName,
        time: formatTime(language, createdAt),
        reason: reason ?? '—',
      });
      const parts = [
        head,
        ...(item ? [italic(escaped(clip(item.question)))] : []),
        ...(item?.sql ? [sqlBlock(escaped(clip(item.sql)))] : []),
      ];
      const buttons = keyboard([[[say(language, 'bot.button.resolve'), `case:${id}`]]]);
      await press.say(join(parts), { buttons });
    }
  },
};

export const caseButton: Button = {
  kind: 'case',
  async press(press, [id]) {
    const { bot, person, language } = press;
    bot.databases.cases.resolve(person, Number(id));
    await conclude(press, tell(language, 'bot.cases.resolved'));
  },
};

/** Queries that members found right, for the owner to approve or turn down. */
export const proposalsButton: Button = {
  kind: 'props',
  async press(press) {
    const { person, language } = press;
    requireAllowed(person, 'manageOrganizationDatabases');
    const proposals = proposalsOf(press).slice(0, shown);
    if (proposals.length === 0) return void (await press.say(tell(language, 'bot.proposals.none')));
    for (const { databaseId, database, query } of proposals) {
      const { id, question, sql } = query;
      const head = tell(language, 'bot.proposals.one', {
        name: database,
        question: clip(question),
      });
      const buttons = keyboard([
        [
          [say(language, 'bot.button.approve'), `ok:${databaseId}:${id}`],
          [say(language, 'bot.button.reject'), `nope:${databaseId}:${id}`],
        ],
      ]);
      await press.say(join([head, sqlBlock(escaped(clip(sql)))]), { buttons });
    }
  },
};

function proposalsOf({ bot, person }: Talk) {
  const managed = bot.databases.catalogue.list(person).filter(({ manageable }) => manageable);
  return managed.flatMap(({ id, name }) =>
    bot.databases.verified
      .list(person, id)
      .filter(({ status }) => status === 'proposed')
      .map((query: Verified) => ({ databaseId: id, database: name, query })),
  );
}

export const approveButton: Button = {
  kind: 'ok',
  async press(press, [databaseId, id]) {
    const { bot, person, language } = press;
    bot.databases.verified.approve(person, Number(databaseId), Number(id));
    await conclude(press, tell(language, 'bot.proposals.approved'));
  },
};

export const rejectButton: Button = {
  kind: 'nope',
  async press(press, [databaseId, id]) {
    const { bot, person, language } = press;
    bot.databases.verified.remove(person, Number(databaseId), Number(id));
    await conclude(press, tell(language, 'bot.proposals.rejected'));
  },
};
