import type { Language } from '../../preload/contract/answer.ts';
import { isRtl } from '../lib/locale.ts';
import { type AttachmentKind, contentTypeOf } from './attachments.ts';

/** A mail as it goes: what its author was shown, and nothing else. */
export interface Letter {
  messageId: string;
  /** UTC ISO-8601. */
  date: string;
  from: string;
  to: readonly string[];
  subject: string;
  body: string;
  language: Language;
  attachments: readonly { kind: AttachmentKind; name: string; bytes: Buffer }[];
}

/** The letter as MIME (RFC 5322, 2045): text and the same as HTML, then the attachments. */
export async function compose(letter: Letter): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composed = new MailComposer({
    from: letter.from,
    to: [...letter.to],
    subject: letter.subject,
    messageId: letter.messageId,
    date: new Date(letter.date),
    text: letter.body,
    html: htmlOf(letter.body, letter.language),
    textEncoding: 'base64',
    headers: { 'Content-Language': letter.language },
    attachments: letter.attachments.map(({ kind, name, bytes }) => ({
      filename: name,
      content: bytes,
      contentType: contentTypeOf(kind),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composed.compile().build();
}

/** The text for programs that show HTML: its own direction, and no more looks than it needs. */
export function htmlOf(body: string, language: Language): string {
  const direction = isRtl(language) ? 'rtl' : 'ltr';
  const align = isRtl(language) ? 'right' : 'left';
  const style = `font-family:'Segoe UI',Tahoma,Arial,sans-serif;font-size:15px;line-height:1.6;text-align:${align}`;
  const paragraphs = body
    .split('\n\n')
    .map((paragraph) => `<p dir="auto">${escaped(paragraph).replaceAll('\n', '<br>\n')}</p>`);
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"></head>
<body dir="${direction}" lang="${language}" style="${style}">
${paragraphs.join('\n')}
</body>
</html>
`;
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
