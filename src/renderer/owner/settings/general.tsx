import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../preload/contract/settings.ts';
import { useAct } from '../../act.ts';
import form from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { changeLanguage } from '../language.ts';

const languages = [
  { value: 'en', label: 'English' },
  { value: 'ar', label: 'العربية' },
  { value: 'fa', label: 'فارسی' },
] as const;

/** How the window looks; counts at once. */
export function General({ current }: { current: Settings['appearance'] }) {
  const { t, i18n } = useTranslation();
  const set = useAct('settings.set');
  const { setColorScheme } = useMantineColorScheme();
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({
    value,
    label: t(`settings.options.${value}`),
  }));
  return (
    <Section title={t('settings.groups.appearance')}>
      <div className={form['form']}>
        <div>
          <div className={form['hint']} id="settings-language">
            {t('nav.language')}
          </div>
          <SegmentedControl
            aria-labelledby="settings-language"
            data={[...languages]}
            value={i18n.language}
            onChange={(value) => void changeLanguage(value as 'en' | 'ar' | 'fa')}
          />
        </div>
        <div>
          <div className={form['hint']} id="settings-theme">
            {t('settings.theme')}
          </div>
          <SegmentedControl
            aria-labelledby="settings-theme"
            data={themes}
            value={current.theme}
            onChange={(theme) => {
              setColorScheme(theme === 'system' ? 'auto' : (theme as 'light' | 'dark'));
              set.mutate({ group: 'appearance', change: { theme } });
            }}
          />
        </div>
      </div>
    </Section>
  );
}
