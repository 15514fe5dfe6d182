import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntry } from '../../queries.ts';
import { linkTo } from '../../router.ts';
import { useDiagnostics } from '../../save-entry.ts';
import form from '../../ui/form.module.css';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { View } from '../../ui/state.tsx';
import { Restart } from '../restart.tsx';

/** What runs here, and where its secrets lie. */
export function About() {
  const { t } = useTranslation();
  const about = useEntry('about.version', {});
  const state = useEntry('setup.state', {});
  const { save, saving } = useDiagnostics();
  return (
    <Section title={t('brand')}>
      <div className={form['form']}>
        <View query={about}>
          {({ version }) => <p className={form['hint']}>{t('settings.version', { version })}</p>}
        </View>
        <View query={state}>
          {({ secrets }) => (
            <p className={form['hint']}>
              {t('health.secrets.name')}: {t(`health.secrets.${secrets}`)}
            </p>
          )}
        </View>
        <p className={form['hint']}>{t('settings.backup')}</p>
        <Anchor href={linkTo('setup')}>{t('settings.again')}</Anchor>
        <div>
          <Restart />
        </div>
        <div>
          <Button
            variant="default"
            loading={saving}
            leftSection={<Icon name="download" size={16} />}
            onClick={() => save({})}
          >
            {t('settings.report')}
          </Button>
          <p className={`${form['hint']} ${form['under']}`}>{t('settings.reportText')}</p>
        </div>
      </div>
    </Section>
  );
}
