/** Greetings, thanks, help and questions about the database itself: no SQL needed. */
import { z } from 'zod';
import talkJson from '../../../../resources/practice/talk.json' with { type: 'json' };
import type { Language } from '../../../preload/contract/answer.ts';
import { asciiDigits } from '../../lib/digits.ts';
import { formatNumber } from '../../lib/locale.ts';
import type { LinkIndex } from './link/index.ts';
import { examplesText } from './say/examples.ts';
import { list, say } from './say/texts.ts';
import type { Catalog, Entity } from './schema/catalog.ts';
import { fold } from './words/fold.ts';

const kinds = ['hello', 'thanks', 'help', 'bye', 'buttons', 'tables', 'columns'] as const;
type Kind = (typeof kinds)[number];

const plain = (text: string): string =>
  fold(asciiDigits(text))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const phrases = new Map(
  Object.entries(z.record(z.enum(kinds), z.array(z.string())).parse(talkJson)).map(
    ([kind, forms]) => [kind, new Set(forms.map(plain))] as const,
  ),
);

const small =
  /^(?:please|hi|hello|dear|and|so|سلام|مرحبا|من فضلك|لطفا) | (?:please|من فضلك|لطفا|diwan|in the database|in this database|here|there|for me)$/u;

function kindOf(text: string): Kind | null {
  const said = plain(text);
  for (const kind of kinds)
    if (kind !== 'columns' && phrases.get(kind)?.has(said) === true) return kind;
  const rest = said.replace(small, '');
  return rest === said || rest === '' ? null : kindOf(rest);
}

/** The table whose columns are asked for: the longest such phrase and a table's name after it. */
function describedTable(text: string, links: LinkIndex): Entity | null {
  const words = plain(text).split(' ');
  for (let size = Math.min(5, words.length - 1); size >= 1; size -= 1) {
    if (phrases.get('columns')?.has(words.slice(0, size).join(' ')) !== true) continue;
    const rest = words
      .slice(size)
      .filter((word) => !['table', 'the', 'have', 'has', 'جدول', 'الجدول'].includes(word));
    const link = rest.length > 0 && rest.length <= 4 ? links.names(rest)[0] : undefined;
    if (link?.kind === 'entity') return link.entity;
  }
  return null;
}

const largest = 40;

function tablesText(catalog: Catalog, language: Language): string {
  const rows = catalog.entities
    .slice(0, largest)
    .map(({ name, table }) =>
      table.rowEstimate === null
        ? name
        : say(language, 'rows', { table: name, count: formatNumber(language, table.rowEstimate) }),
    );
  const more = catalog.entities.length > largest ? ['…'] : [];
  return say(language, 'tables', {
    count: formatNumber(language, catalog.entities.length),
    list: list([...rows, ...more], language),
  });
}

/** The answer to talk; null when the text is something else. */
export function answerTalk(
  text: string,
  language: Language,
  catalog: Catalog | null,
  links: LinkIndex | null,
): string | null {
  const kind = kindOf(text);
  const examples = catalog === null ? '' : examplesText(catalog, language);
  if (kind === 'hello' || kind === 'help')
    return catalog === null && kind === 'help'
      ? say(language, 'noDatabase')
      : say(language, kind, { examples });
  if (kind === 'thanks' || kind === 'bye' || kind === 'buttons') return say(language, kind);
  if (catalog === null || links === null) return null;
  if (kind === 'tables') return tablesText(catalog, language);
  const table = describedTable(text, links);
  if (table === null) return null;
  const columns = table.fields.map(({ column }) => `${column.name} (${column.type})`);
  return say(language, 'columns', { table: table.name, list: list(columns, language) });
}
