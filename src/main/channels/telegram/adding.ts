import type { Language } from '../../../preload/contract/answer.ts';
import type { Added } from '../../databases/adding.ts';
import { say } from '../../lib/i18n.ts';
import { formatNumber } from '../../lib/locale.ts';
import { requireAllowed } from '../../people/policy.ts';
import { keyboard } from './keyboard.ts';
import { sentenceOf } from './render/error.ts';
import { escaped, type Html, join, tell } from './render/html.ts';
import { editHtml, type Talk } from './talk.ts';

const shownFindings = 5;

/** Tries the connection while the person sees that it goes on, and says what the audit found. */
export async function addDatabase(talk: Talk, name: string, connection: string): Promise<void> {
  const { bot, person, language } = talk;
  // Refused before the person waits for a connection that could not be kept.
  requireAllowed(person, person.organization ? 'addOrganizationDatabase' : 'addPersonalDatabase');
  const status = await talk.say(tell(language, 'bot.adddb.trying', { name }));
  try {
    const added = await bot.databases.catalogue.add(person, { name, connection }, bot.stopping);
    const [text, buttons] = outcome(talk, added);
    await editHtml(bot, talk, status.message_id, text, buttons);
  } catch (error) {
    await editHtml(bot, talk, status.message_id, sentenceOf(language, error));
  }
}

function outcome({ bot, language, person }: Talk, { database, grants }: Added) {
  const tables = bot.databases.askables.schema(person, database.id)?.tables.length ?? 0;
  const scope = person.organization ? 'organization' : 'personal';
  const parts = [
    tell(language, `bot.adddb.done.${scope}`, { name: database.name }),
    tell(language, 'bot.adddb.found', {
      engine: database.engine ?? database.dialect,
      count: tables,
      shown: formatNumber(language, tables),
    }),
    ...verdict(language, grants),
    tell(language, 'bot.adddb.ask'),
  ];
  const excess = grants?.verdict === 'excess';
  const script = [[say(language, 'bot.button.script'), `grant:${database.id}`]] as const;
  const select = [[say(language, 'bot.button.select'), `db:${database.id}`]] as const;
  return [join(parts, '\n\n'), keyboard(excess ? [select, script] : [select])] as const;
}

/** What the login could do beyond reading. */
function verdict(language: Language, grants: Added['grants']): Html[] {
  if (!grants) return [tell(language, 'bot.adddb.unaudited')];
  if (grants.verdict === 'read_only') return [tell(language, 'bot.adddb.readOnly')];
  const shown = grants.findings.slice(0, shownFindings);
  const more = grants.findings.length - shown.length;
  const lines = shown.map(({ right, explanation }) => {
    const text = say(language, explanation.key, explanation.params);
    return escaped(`• ${text === explanation.key ? right : text}`);
  });
  const rest = more > 0 ? [tell(language, 'bot.adddb.moreFindings', { count: more })] : [];
  return [join([tell(language, 'bot.adddb.excess'), ...lines, ...rest])];
}
