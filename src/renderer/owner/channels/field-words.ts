import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import type { ClashWords } from '../../ui/clash-notice.tsx';
import { languageNames } from '../../ui/preferences.tsx';

const names: Readonly<Record<string, string>> = {
  title: 'titleLabel',
  accessType: 'accessLabel',
  language: 'languageLabel',
  databases: 'databasesLabel',
  allowModelSwitch: 'modelSwitch',
  logTexts: 'logTexts',
  defaultModel: 'defaultModel',
  availableModels: 'availableModels',
};

/** The fields of a channel's form and what stands in them, in words. */
export function useFieldWords(): ClashWords {
  const { t } = useTranslation();
  const { money } = useFormat();
  const list = useEntry('databases.list', {});
  const databaseName = (id: unknown): string =>
    list.data?.find((one) => one.id === id)?.name ?? String(id);
  return {
    nameOf: (field) => t(`channels.${names[field] ?? `fields.${field}`}`),
    describe: (field, now) => {
      if (field === 'accessType') return t(`channels.access.${now}`);
      if (field === 'language')
        return Object.entries(languageNames).find(([one]) => one === now)?.[1];
      if (field.endsWith('Budget') && typeof now === 'number') return money(now);
      if (/Budget|Quota/.test(field) && now === null) return t('channels.unlimited');
      if (field === 'databases' && Array.isArray(now))
        return now.length === 0 ? t('channels.plainChat') : now.map(databaseName).join(', ');
      return undefined;
    },
  };
}
