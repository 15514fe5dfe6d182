import type { Language } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import { csvOf } from '../answers/csv.ts';
import { xlsxOf } from '../answers/xlsx.ts';
import { isRtl } from '../lib/locale.ts';

export const attachmentKinds = ['csv', 'xlsx'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

const types: Record<AttachmentKind, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const contentTypeOf = (kind: AttachmentKind): string => types[kind];

/** Asked for in so many words. */
const wished: Record<AttachmentKind, RegExp> = {
  xlsx: /\b(?:excel|xlsx|spreadsheet)\b|[إا]كسل|اکسل/iu,
  csv: /\bcsv\b|سی[\s\u200c]?اس[\s\u200c]?وی/iu,
};

export const attachmentsWished = (words: string): AttachmentKind[] =>
  attachmentKinds.filter((kind) => wished[kind].test(words));

export const attachmentOf = async (
  kind: AttachmentKind,
  result: Result,
  language: Language,
): Promise<Buffer> => (kind === 'csv' ? csvOf(result) : xlsxOf(result, isRtl(language)));

/** A name in letters that every file system and mail program takes. */
export const fileNameOf = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'answer';
