import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { compose, type Letter } from '../../src/main/mail/compose.ts';
import { tidyBody, tidySubject } from '../../src/main/mail/words.ts';

const letter = (more: Partial<Letter>): Letter => ({
  messageId: '<1@diwan.test>',
  date: '2026-02-03T04:05:06.000Z',
  from: 'bot@diwan.test',
  to: ['ali@acme.com'],
  subject: 'Orders',
  body: 'Hello',
  language: 'en',
  attachments: [],
  ...more,
});

const read = async (more: Partial<Letter>) => PostalMime.parse(await compose(letter(more)));
const textOf = (mail: { text?: string | undefined }) => (mail.text ?? '').replace(/\r?\n$/, '');

describe('a composed mail', () => {
  it('carries Arabic from right to left, with its files', async () => {
    const bytes = Buffer.from('\ufeffالمنطقة,عدد\r\n');
    const body = 'تحية طيبة،\n\nالشمال: 100 طلب من Acme <b>\n\nمع أطيب التحيات،\nسارة';
    const mail = await read({
      language: 'ar',
      subject: 'الطلبات حسب المنطقة – تقرير طويل جدا لا يتسع في سطر واحد من سطور الرأس',
      body,
      attachments: [{ kind: 'csv', name: 'متجر-1.csv', bytes }],
    });
    expect(mail.subject).toContain('الطلبات حسب المنطقة');
    expect(textOf(mail)).toBe(body);
    expect(mail.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail.html).toContain('Acme &lt;b&gt;');
    const [file] = mail.attachments;
    expect(file).toMatchObject({ filename: 'متجر-1.csv', mimeType: 'text/csv' });
    expect(Buffer.from(file?.content as ArrayBuffer).equals(bytes)).toBe(true);
  });

  it('is as it was written, whatever was written, and has no header of anybody’s making', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(text, text, async (rawSubject, rawBody) => {
        const subject = tidySubject(`Re ${rawSubject}\r\nBcc: evil@bad.com`);
        const body = tidyBody(`Hello\n${rawBody}`);
        const mail = await read({ subject, body });
        expect(mail.subject).toBe(subject);
        expect(textOf(mail)).toBe(body);
        expect(mail.bcc).toBeUndefined();
        expect(mail.to).toEqual([{ name: '', address: 'ali@acme.com' }]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('words', () => {
  it('lose what could begin another header or turn the text around', () => {
    expect(tidySubject('Sales\r\nBcc: evil@bad.com\u202e!')).toBe('Sales Bcc: evil@bad.com !');
    expect(tidySubject(`a${'😀'.repeat(200)}`)).toBe(`a${'😀'.repeat(99)}`);
    expect(tidyBody('a\r\nb\u0000\u0007\n\n\n\nc  \u2028d')).toBe('a\nb\n\nc\nd');
  });
});
