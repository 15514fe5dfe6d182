import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../src/main/mail/addresses.ts';
import { chosenRecipients, unlisted, writtenRecipients } from '../../src/main/mail/recipients.ts';

const contacts = [
  { id: 1, name: 'Ali Rezaei', address: 'ali@acme.com' },
  { id: 2, name: 'Ali Karimi', address: 'karimi@acme.com' },
  { id: 3, name: 'مريم', address: 'maryam@acme.com' },
  { id: 4, name: 'کامران یزدی', address: 'kamran@acme.com' },
];

describe('addresses in a text', () => {
  it.each([
    ['send this to ali@acme.com, please.', ['ali@acme.com']],
    ['To ALI@Acme.com and ali@acme.com.', ['ALI@Acme.com']],
    ['أرسل النتيجة إلى ali@acme.com', ['ali@acme.com']],
    ['أرسل النتيجة لali@acme.com', ['ali@acme.com']],
    ['این را به \u2068ali@acme.com\u2069 ایمیل کن', ['ali@acme.com']],
    ['<ali@acme.com>; "Bo" <bo.b+x@mail.acme.co.uk>', ['ali@acme.com', 'bo.b+x@mail.acme.co.uk']],
    ['éa@acme.com', []],
    ['pаul@acme.com', []],
    ["O'Brien@acme.com", []],
    ['ali@acme', []],
    ['ali@acme.com@evil.com', []],
    ['ali@acme.comы', []],
  ])('%s', (text, found) => {
    expect(addressesIn(text)).toEqual(found);
  });

  it('never hold what could break out of a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        for (const address of addressesIn(`${a}x@acme.com${b} y@acme.com`))
          expect(address).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });
});

describe('whom a mail goes to', () => {
  it('is who the person wrote, of those the model read', () => {
    const words = 'Send the orders of bob@shop.com to Ali@acme.com';
    expect(chosenRecipients(words, ['ali@acme.com'], []).to).toEqual(['Ali@acme.com']);
  });

  it('is nobody a model makes up', () => {
    const words = 'Email the sales to ali@acme.com';
    const planned = ['evil@bad.com', 'ali@acme.com.evil.com', 'ali@acme.com,evil@bad.com'];
    expect(chosenRecipients(words, planned, contacts).to).toEqual(['ali@acme.com']);
    expect(
      chosenRecipients('Email the sales', ['karimi@acme.com', 'Ali Rezaei'], contacts),
    ).toEqual({ to: [], unknown: [] });
  });

  it('is who the address book knows by the name that was written', () => {
    const to = (words: string, ...planned: string[]) => chosenRecipients(words, planned, contacts);
    expect(to('send it to ali rezaei', 'Ali Rezaei').to).toEqual(['ali@acme.com']);
    expect(to('send it to Karimi', 'Karimi').to).toEqual(['karimi@acme.com']);
    expect(to('send it to Ali Rezaei', 'ali@acme.com').to).toEqual(['ali@acme.com']);
    expect(to('أرسلها لمَريَم', 'مريم').to).toEqual(['maryam@acme.com']);
    expect(to('برای كامران يزدي بفرست', 'کامران یزدی').to).toEqual(['kamran@acme.com']);
    // Two of them, and nobody of that name.
    expect(to('send it to Ali', 'Ali')).toEqual({ to: [], unknown: ['Ali'] });
    expect(to('send it to Zed', 'Zed')).toEqual({ to: [], unknown: ['Zed'] });
  });

  it('never holds an address that neither the words nor the address book hold', () => {
    const local = fc.stringMatching(/^[a-z]{1,6}$/);
    const address = fc.tuple(local, local).map(([a, b]) => `${a}@${b}.com`);
    fc.assert(
      fc.property(fc.array(address), fc.array(address), (written, planned) => {
        const { to } = chosenRecipients(`send to ${written.join(' and ')}`, planned, contacts);
        for (const one of to) expect(written).toContain(one);
      }),
    );
  });

  it('can be written one after another, with names', () => {
    expect(writtenRecipients('ali@acme.com، مريم; x@y.org\nZed', contacts)).toEqual({
      to: ['ali@acme.com', 'maryam@acme.com', 'x@y.org'],
      unknown: ['Zed'],
    });
  });

  it('is unlisted outside the domains and the address book', () => {
    const to = ['a@acme.com', 'b@mail.acme.com', 'c@other.org'];
    const known = [{ id: 9, name: 'C', address: 'C@other.org' }];
    expect(unlisted(to, { domains: ['acme.com'] }, known)).toEqual(['b@mail.acme.com']);
    expect(unlisted(to, { domains: [] }, [])).toEqual([]);
  });
});
