/** What the answer is to look like, which others read: charts and files. */
const shapes: readonly RegExp[] = [
  /(?:\b(?:and|as|in|with|on|by)\s+)?(?:\b(?:an?|the)\s+)?\b(?:pie|bar|line|column|donut)\s+(?:chart|graph|plot|diagram)s?\b(?:\s+of\b)?/giu,
  /\b(?:as|in|with)\s+(?:an?\s+|the\s+)?(?:chart|graph|plot|diagram)\b/giu,
  /(?:\b(?:as|in|with)\s+)?(?:\b(?:an?|the)\s+)?\b(?:excel|csv|xlsx|spreadsheet)\b(?:\s+(?:file|sheet|attachment|attached))*/giu,
  /(?:(?:^|\s)(?:في|على شكل|بصيغة|بشكل))?(?:^|\s)(?:ال|ب)?(?:رسم|مخطط)(?:\s+بياني)?(?:\s+(?:دائري|خطي|أعمدة|بأعمدة))?(?=\s|[.؟?!]|$)/gu,
  /(?:(?:^|\s)(?:في|مع|بصيغة|على شكل))?(?:^|\s)(?:ك|ب)?(?:ملف\s+)?[إا]كسل(?=\s|[.؟?!]|$)/gu,
  /(?:^|\s)(?:كملف|ملف|بصيغة)(?=\s*[.؟?!]?\s*$)/gu,
  /(?:(?:^|\s)(?:با|به صورت|در|روی))?(?:^|\s)نمودار(?:\s+(?:دایره[\u200c ]?ای|خطی|میله[\u200c ]?ای|ستونی))?(?=\s|[.؟?!]|$)/gu,
  /(?:(?:^|\s)(?:با|به صورت|در قالب))?(?:^|\s)(?:فایل\s+|پرونده\s+)?اکسل(?=\s|[.؟?!]|$)/gu,
];

/** The question without the wish for a picture or a file; whole where nothing else is said. */
export function withoutShape(question: string): string {
  const rest = shapes
    .reduce((text, shape) => text.replace(shape, ' '), question)
    .replace(/\s+([.,؟?!،])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  return /\p{L}/u.test(rest) ? rest : question;
}
