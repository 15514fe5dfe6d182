import type { Language } from '../../../../preload/contract/answer.ts';
import { say } from '../../../lib/i18n.ts';
import { formatNumber } from '../../../lib/locale.ts';
import type { StoredDraft } from '../../../mail/draft-rows.ts';
import { direct, isolate } from './direction.ts';
import { block, bold, escaped, type Html, join, tell } from './html.ts';

/** A draft exactly as it goes, under a line that says how it stands. */
export function renderDraft(draft: StoredDraft, head: Html, foot?: Html): Html {
  const { language, from, to, subject, body } = draft;
  const line = (key: string, text: string) =>
    direct(language, tell(language, `mail.line.${key}`, { text })) as Html;
  const lines = join([
    line('from', from),
    line('to', to.length > 0 ? to.join(', ') : say(language, 'mail.nobody')),
    line('subject', subject),
    // Each name is set apart already: set apart as a whole, their sizes would change sides.
    direct(language, attached(draft)) as Html,
  ]);
  // The body as it is, without marks of ours: what is shown is what is sent.
  const parts = [direct(language, bold(head)) as Html, lines, block(escaped(body))];
  return join(foot ? [...parts, direct(language, foot) as Html] : parts, '\n\n');
}

export const openHead = (language: Language): Html => tell(language, 'mail.head.open');

const attached = (draft: StoredDraft): string =>
  say(draft.language, 'mail.line.attached', { text: attachments(draft) }, escaped);

function attachments({ language, attachments }: StoredDraft): string {
  if (attachments.length === 0) return say(language, 'mail.nothing');
  const files = attachments.map(({ name, bytes }) =>
    say(language, 'mail.line.file', {
      name: isolate(language, name),
      size: formatNumber(language, Math.max(1, Math.ceil(bytes / 1_024))),
    }),
  );
  return files.join(language === 'en' ? ', ' : '، ');
}
