import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import form from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { DataFields } from './data-fields.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { ModelFields } from './model-fields.tsx';
import { useChannelForm } from './use-channel-form.ts';

/** Everything that may be changed of a channel. */
export function EditChannel({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const { foot, submit, ...fields } = useChannelForm(channel);
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Section title={t('channels.identity')}>
        <div className={form['form']}>
          <IdentityFields {...fields} />
        </div>
      </Section>
      <Section title={t('channels.data')}>
        <div className={form['form']}>
          <DataFields {...fields} />
        </div>
      </Section>
      <Section title={t('channels.limits')} about={t('channels.limitsText')}>
        <LimitFields {...fields} />
      </Section>
      <Section title={t('channels.models')}>
        <div className={form['form']}>
          <ModelFields {...fields} />
        </div>
      </Section>
      <Section title={t('channels.budget')} about={t('channels.budgetText')}>
        <BudgetFields {...fields} />
      </Section>
      <SaveFoot {...foot} />
    </form>
  );
}
