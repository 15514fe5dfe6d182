const dateOrCode = /(?<![\w\u2066\u2068-])(?:\d{4}-\d{2}(?:-\d{2})?|\d+-[A-Za-z]\w*)(?![\w-])/g;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Dates and codes that begin with a number («2025-Q4») would read backwards among Arabic letters:
 * each is set in a left-to-right isolate (LRI … PDI of UAX #9). Other texts stay as they are.
 */
export const codesApart = (text: string): string =>
  rightToLeft.test(text) ? text.replace(dateOrCode, '\u2066$&\u2069') : text;
