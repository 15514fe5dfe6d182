/** What the answer is to look like, which others read: charts and files. */
const shapes: readonly RegExp[] = [
  /(?:\b(?:and|as|in|with|on|by)\s+)?(?:\b(?:an?|the)\s+)?\b(?:pie|bar|line|column|donut)\s+(?:chart|graph|plot|diagram)s?\b(?:\s+of\b)?/giu,
  /\b(?:as|in|with)\s+(?:an?\s+|the\s+)?(?:chart|graph|plot|diagram)\b/giu,
  /(?:^|\s)(?:(?:مع|في|بصيغة|على شكل|با|در قالب|به صورت)(?:\s(?:ملف|فایل|پرونده))?|ملف|فایل|پرونده)\s(?:excel|csv|xlsx)\b/giu,
  /(?:\b(?:as|in|with)\s+)?(?:\b(?:an?|the)\s+)?\b(?:excel|csv|xlsx|spreadsheet)\b(?:\s+(?:file|sheet|attachment|attached))*/giu,
  /(?:(?:^|\s)(?:في|على شكل|بصيغة|بشكل))?(?:^|\s)(?:ال|ب|ك)?(?:رسم|مخطط)(?:\s+بياني)?(?:\s+(?:دائري|خطي|أعمدة|بأعمدة))?(?=\s|[.؟?!]|$)/gu,
  /(?:(?:^|\s)(?:في|مع|بصيغة|على شكل))?(?:^|\s)(?:ك|ب)?(?:ملف\s+)?[إا]كسل(?=\s|[.؟?!]|$)/gu,
  /(?:^|\s)(?:كملف|ملف|بصيغة)(?=\s*[.؟?!]?\s*$)/gu,
  /(?:(?:^|\s)(?:با|به صورت|در|روی))?(?:^|\s)نمودار(?:\s+(?:دایره[\u200c ]?ای|خطی|میله[\u200c ]?ای|ستونی))?(?=\s|[.؟?!]|$)/gu,
  /(?:(?:^|\s)(?:با|به صورت|در قالب))?(?:^|\s)(?:فایل\s+|پرونده\s+)?اکسل(?=\s|[.؟?!]|$)/gu,
];

const without = (question: string): string =>
  shapes
    .reduce((text, shape) => text.replace(shape, ' '), question)
    .replace(/\s+([.,؟?!،])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();

/** The question without the wish for a picture or a file; whole where nothing else is said. */
export function withoutShape(question: string): string {
  const rest = without(question);
  return /\p{L}/u.test(rest) ? rest : question;
}

/** Words that only ask for it to be handed over. */
const handing =
  /\b(?:please|show|me|it|that|this|give|make|draw|the|as|in|an?|and|of|now|can|you|i|want|need|file|chart|graph|plot|pie|bar|line)\b|(?:من فضلك|أعطني|اعطني|أرني|ارني|اعرضها|اعرض|أريدها|أريد|هات|لو سمحت|ارسم|بده|لطفا|لطفاً|بکش|رسم کن|نشان بده|می‌خواهم|میخواهم|هم|را|کن|و)(?=\s|$|[.؟?!])/giu;

/** «as a chart», «كملف إكسل»: the answer before, in another shape. */
export function isOnlyShape(question: string): boolean {
  const rest = without(question);
  return rest !== question.trim() && !/\p{L}/u.test(rest.replace(handing, ' '));
}
