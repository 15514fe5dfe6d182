import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../preload/contract/contract.ts';
import type { SettingGroup } from '../../../preload/contract/settings.ts';
import { isNative } from '../../api.ts';
import { useEntry } from '../../queries.ts';
import { go, useTab } from '../../router.ts';
import { Page, Section } from '../../ui/page.tsx';
import { View } from '../../ui/state.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { About } from '../settings/about.tsx';
import { Backups } from '../settings/backup/backups.tsx';
import { type Field, type FormTab, nativeFields, tabGroups } from '../settings/fields.ts';
import { General } from '../settings/general.tsx';
import { SettingsGroup } from '../settings/group.tsx';
import { KindRetention } from '../settings/kind-retention.tsx';
import { MailSettings } from '../settings/mail/settings.tsx';
import { OrganizationSettings } from '../settings/organization.tsx';
import { BotStep } from '../setup/bot.tsx';
import { LanStep } from '../setup/lan.tsx';
import { MailStep } from '../setup/mail.tsx';
import { ModelStep } from '../setup/model.tsx';

const tabs = [
  'general',
  'organization',
  'connections',
  'mail',
  'lan',
  'limits',
  'channels',
  'privacy',
  'retention',
  'backup',
  'about',
] as const;

/** Everything the operator may set. */
export function Settings() {
  const { t } = useTranslation();
  const tab = useTab(tabs);
  const settings = useEntry('settings.get', {});
  return (
    <Page title={t('settings.title')} about={t('settings.about')}>
      <Tabs value={tab} onChange={(next) => go(`settings?tab=${next}`)} keepMounted={false}>
        <TabBar
          value={tab}
          tabs={tabs.map((value) => ({ value, label: t(`settings.tabs.${value}`) }))}
        />
        <View query={settings}>
          {(data) => (
            <>
              <Tabs.Panel value="general">
                <div className="stack">
                  <General current={data.settings.appearance} />
                  <Groups tab="general" data={data} />
                </div>
              </Tabs.Panel>
              <Tabs.Panel value="organization">
                <OrganizationSettings />
              </Tabs.Panel>
              <Tabs.Panel value="connections">
                <div className="stack">
                  <Connections />
                  <Groups tab="connections" data={data} />
                </div>
              </Tabs.Panel>
              <Tabs.Panel value="lan">
                <Section title={t('setup.lan.title')} about={t('setup.lan.about')}>
                  <LanStep />
                </Section>
              </Tabs.Panel>
              <Tabs.Panel value="mail">
                <MailSettings />
              </Tabs.Panel>
              <Tabs.Panel value="backup">
                <div className="stack">
                  <Backups />
                  <Groups tab="backup" data={data} />
                </div>
              </Tabs.Panel>
              {(['limits', 'channels', 'privacy'] as const).map((tab) => (
                <Tabs.Panel key={tab} value={tab}>
                  <Groups tab={tab} data={data} />
                </Tabs.Panel>
              ))}
              <Tabs.Panel value="retention">
                <div className="stack">
                  <Groups tab="retention" data={data} />
                  <KindRetention current={data.settings.retention} />
                </div>
              </Tabs.Panel>
              <Tabs.Panel value="about">
                <About />
              </Tabs.Panel>
            </>
          )}
        </View>
      </Tabs>
    </Page>
  );
}

function Groups({ tab, data }: { tab: FormTab; data: OutputOf<'settings.get'> }) {
  const groups = Object.entries(tabGroups[tab]) as [SettingGroup, readonly Field[]][];
  return (
    <div className="stack">
      {groups.map(([group, fields]) => (
        <SettingsGroup
          key={group}
          group={group}
          fields={fields.filter(({ name }) => isNative || !nativeFields.has(name))}
          current={data.settings[group]}
          fixed={data.fixed}
        />
      ))}
    </div>
  );
}

function Connections() {
  const { t } = useTranslation();
  const state = useEntry('setup.state', {});
  return (
    <View query={state}>
      {(data) => (
        <div className="stack">
          <Section title={t('setup.bot.title')} about={t('setup.bot.about')}>
            <BotStep state={data} />
          </Section>
          <Section title={t('setup.model.title')} about={t('setup.model.about')}>
            <ModelStep state={data} />
          </Section>
          <Section title={t('setup.mail.title')} about={t('setup.mail.about')}>
            <MailStep state={data} />
          </Section>
        </div>
      )}
    </View>
  );
}
