import type { Language } from '../../../../preload/contract/answer.ts';
import { codesApart } from '../../../../preload/contract/direction.ts';
import { isRtl } from '../../../lib/locale.ts';

/** First strong isolate and its end: what stands between does not disturb what is around it. */
const fsi = '\u2068';
const lri = '\u2066';
const pdi = '\u2069';
const rlm = '\u200f';

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const leftToRight = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/;
/** Numbers with signs around them are reordered inside a right-to-left sentence. */
const number = /[\d\u0660-\u0669\u06f0-\u06f9]/;
const plainLatin = /^[\x20-\x7e]*$/;
const controls = /[\u202a-\u202e\u2066-\u2069]/g;

/** A foreign word inside a sentence of the language, set apart where its direction differs. */
export function isolate(language: Language, text: string): string {
  if (!isRtl(language) && plainLatin.test(text)) return text;
  const clean = text.replace(controls, '');
  const foreign = isRtl(language)
    ? leftToRight.test(clean) || number.test(clean)
    : rightToLeft.test(clean);
  if (!foreign) return clean;
  const inner = isRtl(language) && rightToLeft.test(clean) ? formulasApart(clean) : clean;
  return `${fsi}${inner}${pdi}`;
}

/** Latin words that signs hold together, as «a × (1 − b)»: apart, their brackets do not turn over. */
const formulasApart = (text: string): string =>
  text.replace(/[\w(][\w.×÷*/+−=<>()% -]*[\w)%]/g, (run) =>
    /[A-Za-z]/.test(run) && /[()×÷*/+−=<>]/.test(run) && balanced(run) ? `${lri}${run}${pdi}` : run,
  );

const balanced = (run: string): boolean => run.split('(').length === run.split(')').length;

/** A table's cell: always apart from its neighbours. */
export const apart = (text: string): string => `${fsi}${text.replace(controls, '')}${pdi}`;

/**
 * Telegram takes a line's direction from its first strong letter: lines of a right-to-left text
 * that begin with a Latin name or a number are marked. HTML goes through unharmed, and so do
 * tables and SQL: a mark inside would be copied with them.
 */
export function direct(language: Language, text: string): string {
  if (!isRtl(language)) return text;
  return text
    .split(/(<pre>.*?<\/pre>)/s)
    .map((part) => (part.startsWith('<pre>') ? part : marked(codesApart(part))))
    .join('');
}

const marked = (text: string): string =>
  text
    .split('\n')
    .map((line) => (isCode(line) ? line : codeApart(line)))
    .map((line) => (needsMark(line) ? line.replace(/^(<[^>]*>)*/, `$&${rlm}`) : line))
    .join('\n');

/** An example on a line of its own reads from its own first letter. */
const isCode = (line: string): boolean => /^<code>[^<]*<\/code>$/.test(line);

/** Within a sentence, a command's slash must not change sides. The marks stay outside: what is
 * copied is as it was. */
const codeApart = (line: string): string =>
  line.replace(/(?<!\u2066)<code>[^<]*<\/code>/g, (code) =>
    leftToRight.test(code.slice(6, -7)) ? `${lri}${code}${pdi}` : code,
  );

function needsMark(line: string): boolean {
  if (isCode(line)) return false;
  const seen = line.replace(/<[^>]*>/g, '');
  if (seen.trim() === '' || seen.startsWith(rlm)) return false;
  const bare = seen.replace(/[\u2066\u2068][^\u2069]*\u2069/g, '');
  // Only letters lead: the Arabic comma and the digits take the direction they find.
  const strong = /\p{L}/u.exec(bare);
  return strong === null ? bare.trim() !== '' || line.includes(fsi) : leftToRight.test(strong[0]);
}
