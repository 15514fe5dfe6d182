import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../preload/contract/answer.ts';
import { useLanguage } from '../format.ts';
import { Icon } from './icons.tsx';

export const languageNames: Record<Language, string> = {
  en: 'English',
  ar: 'العربية',
  fa: 'فارسی',
};

export interface PreferencesProps {
  onLanguage: (language: Language) => void;
  onTheme?: (theme: 'light' | 'dark') => void;
}

/** Language and theme, at the foot of the navigation. */
export function Preferences({ onLanguage, onTheme }: PreferencesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const next = shown === 'dark' ? 'light' : 'dark';
  return (
    <>
      <Menu position="top-start">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('nav.language')}>
            <Icon name="language" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(languageNames) as Language[]).map((one) => (
            <Menu.Item
              key={one}
              lang={one}
              onClick={() => onLanguage(one)}
              rightSection={one === language ? <Icon name="check" size={16} /> : null}
            >
              {languageNames[one]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t(next === 'dark' ? 'nav.dark' : 'nav.light')}
        onClick={() => {
          setColorScheme(next);
          onTheme?.(next);
        }}
      >
        <Icon name={next === 'dark' ? 'moon' : 'sun'} />
      </ActionIcon>
    </>
  );
}
