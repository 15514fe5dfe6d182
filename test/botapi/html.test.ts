import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format, messageText } from '../support/botapi/format/formatted.ts';

const html = (text: string) => format({ text, parse_mode: 'HTML' });
const refusal = (text: string): string => {
  try {
    html(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};

describe("Telegram's HTML style", () => {
  it.each([
    ['<b>bold</b>', 'bold', [{ type: 'bold', offset: 0, length: 4 }]],
    ['<STRONG>bold</strong >', 'bold', [{ type: 'bold', offset: 0, length: 4 }]],
    ['a &lt; b &amp;&amp; c &#62; &#x64;', 'a < b && c > d', []],
    ['a && b &nbsp; c', 'a && b &nbsp; c', []],
    ['x<b></b>', 'x', []],
    [
      '<pre><code class="language-sql">SELECT 1</code></pre>',
      'SELECT 1',
      [{ type: 'pre', offset: 0, length: 8, language: 'sql' }],
    ],
    ['<pre><code>x</code></pre>', 'x', [{ type: 'pre', offset: 0, length: 1 }]],
    [
      '<blockquote expandable>long</blockquote>',
      'long',
      [{ type: 'expandable_blockquote', offset: 0, length: 4 }],
    ],
    ['<span class="tg-spoiler">s</span>', 's', [{ type: 'spoiler', offset: 0, length: 1 }]],
    [
      '<a href="https://example.org/?a=1&amp;b=2">here</a>',
      'here',
      [{ type: 'text_link', offset: 0, length: 4, url: 'https://example.org/?a=1&b=2' }],
    ],
    ['<a href="javascript:alert(1)">here</a>', 'here', []],
    [
      '<b>one <code>two</code> three</b>',
      'one two three',
      [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'code', offset: 4, length: 3 },
        { type: 'bold', offset: 7, length: 6 },
      ],
    ],
    ['😀 <i>ك</i>', '😀 ك', [{ type: 'italic', offset: 3, length: 1 }]],
    ['\n <pre>  kept</pre> \n', '  kept', [{ type: 'pre', offset: 0, length: 6 }]],
  ])('reads %s', (given, text, entities) => {
    expect(html(given)).toEqual({ text, entities });
  });

  it.each([
    ['<b>open', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['سلام <b', 'Unclosed start tag at byte offset 9'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['<br>', 'Unsupported start tag "br" at byte offset 0'],
    ['<table>', 'Unsupported start tag "table" at byte offset 0'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<a href="x>y', 'Unclosed start tag "a" at byte offset 0'],
  ])('refuses %s', (given, why) => {
    expect(refusal(given)).toBe(`Bad Request: can't parse entities: ${why}`);
  });

  it('finds commands, mentions and addresses, but not in code', () => {
    const { entities } = html(
      '/help@diwan_bot @sara <code>/no</code> https://example.org, x@y.org',
    );
    expect(entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['bot_command', 0, 15],
      ['mention', 16, 5],
      ['code', 22, 3],
      ['url', 26, 19],
      ['email', 47, 7],
    ]);
  });

  it('gives any escaped text back whole', () => {
    const escaped = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(html(`<i>|${escaped(text)}|</i>`).text).toBe(`|${text}|`);
      }),
    );
  });

  it('counts 4,096 characters after parsing', () => {
    const long = `<b>${'x'.repeat(4096)}</b>`;
    expect(messageText({ text: long, parse_mode: 'HTML' }).text).toHaveLength(4096);
    expect(() => messageText({ text: `${long}y`, parse_mode: 'HTML' })).toThrow(
      'Bad Request: message is too long',
    );
    expect(() => messageText({ text: ' <b> </b> ', parse_mode: 'HTML' })).toThrow(
      'Bad Request: message text is empty',
    );
  });
});
