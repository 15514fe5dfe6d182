const letters: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ک: 'ك',
  گ: 'گ',
  ة: 'ه',
  ۀ: 'ه',
  ؤ: 'و',
};

/**
 * One spelling for what people write in several ways: case, accents, vowel marks, tatweel, the
 * forms of alef, yeh, kaf and teh marbuta, and the zero-width non-joiner of Persian plurals.
 */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[أإآٱىیئکةۀؤ]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}|\u0640|\u200c|\u200d|\u0621|'|’/gu, '');
