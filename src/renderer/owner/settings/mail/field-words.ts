import type { TFunction } from 'i18next';
import type { ClashWords } from '../../../ui/clash-notice.tsx';
import { languageNames } from '../../../ui/preferences.tsx';

/** The fields of a mail's rules and what stands in them, in words. */
export const fieldWords = (t: TFunction): ClashWords => ({
  nameOf: (field) => {
    const [part = '', language] = field.split('.');
    const own = Object.entries(languageNames).find(([one]) => one === language)?.[1];
    return own ? `${t(`mailRules.${part}`)} (${own})` : t(`mailRules.${part}`);
  },
  describe: (field, now) => {
    if (field === 'unlisted') return t(`mailRules.is.${now}`);
    return field === 'domains' && String(now) === '' ? t('mailRules.anywhere') : undefined;
  },
});
