import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useCommand } from '../../queries.ts';
import form from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { DataFields } from './data-fields.tsx';
import { type Draft, draftOf, problemsOf } from './draft.ts';
import { IdentityFields } from './identity-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { ModelFields } from './model-fields.tsx';

/** Everything that may be changed of a channel. */
export function EditChannel({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const save = useCommand('channels.change');
  const [draft, setDraft] = useState<Draft>(draftOf(channel));
  const wrong = problemsOf(draft);
  const change = (part: Partial<Draft>) => {
    save.reset();
    setDraft({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(wrong).length > 0) return;
    const { channelId: _, isActive: _active, title, ...rest } = draft;
    save.mutate({ id: channel.id, change: { ...rest, title: title.trim() } });
  };
  const fields = { draft, change, wrong, organizationId: channel.organizationId };
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
      <SaveFoot saving={save} primary />
    </form>
  );
}
