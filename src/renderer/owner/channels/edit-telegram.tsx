import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import form from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { LimitFields } from './limit-fields.tsx';
import { TitleField } from './title-field.tsx';
import { useChannelForm } from './use-channel-form.ts';

/** What the bot's channel takes: the rest is the appliance's and its organisations'. */
export function EditTelegram({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const { foot, submit, ...fields } = useChannelForm(channel);
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Section title={t('channels.limits')} about={t('channels.botLimits')}>
        <div className={form['form']}>
          <TitleField {...fields} />
          <LimitFields
            {...fields}
            only={['rateLimit', 'dailyQuota', 'monthlyQuota']}
            usualRate={t('channels.botPace')}
          />
        </div>
      </Section>
      <SaveFoot {...foot} />
    </form>
  );
}
