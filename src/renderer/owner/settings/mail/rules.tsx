import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../preload/contract/contract.ts';
import type { MailRules } from '../../../../preload/contract/mail.ts';
import { useCommand } from '../../../queries.ts';
import form from '../../../ui/form.module.css';
import { Section } from '../../../ui/page.tsx';
import { SaveFoot } from '../../../ui/save-foot.tsx';
import { useEdits } from '../../../ui/use-edits.ts';
import { DomainFields, isDomain } from './domains.tsx';
import { fieldWords } from './field-words.ts';
import { fieldsOf, type RuleFields, rulesOf } from './fields.ts';
import { Template } from './template.tsx';

export interface RulesFormProps {
  current: MailRules;
  /** Our own words, where the organisation has none. */
  usual: OutputOf<'mail.words'>;
  sender: string | null;
}

/** The template in each language, and where mail may go. */
export function RulesForm({ current, usual, sender }: RulesFormProps) {
  const { t } = useTranslation();
  const set = useCommand('mail.setRules');
  const kept = useMemo(() => fieldsOf(current), [current]);
  const { values, edits, edit, keep, clash } = useEdits(kept);
  const change = (part: Partial<RuleFields>) => {
    set.reset();
    edit(part);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (values.domains.every(isDomain))
      set.mutate(rulesOf(values), { onSuccess: () => keep(edits) });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Section title={t('mailRules.template')} about={t('mailRules.templateText')}>
        <div className={form['form']}>
          {(['en', 'ar', 'fa'] as const).map((language) => (
            <Template
              key={language}
              language={language}
              fields={values}
              usual={usual}
              sender={sender}
              onChange={change}
            />
          ))}
        </div>
      </Section>
      <Section title={t('mailRules.where')} about={t('mailRules.whereText')}>
        <DomainFields rules={values} onChange={change} />
      </Section>
      <SaveFoot saving={set} clash={clash} words={fieldWords(t)} />
    </form>
  );
}
