/** Digits of Arabic (٠–٩) and Persian (۰–۹) and their separators, each as one ASCII character. */
export const latinDigits = (text: string): string =>
  text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll('٫', '.')
    .replaceAll('٬', ',')
    .replaceAll('٪', '%');

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
