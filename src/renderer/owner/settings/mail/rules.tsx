import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../preload/contract/contract.ts';
import type { MailRules } from '../../../../preload/contract/mail.ts';
import { useCommand } from '../../../queries.ts';
import { Problem } from '../../../ui/dialog.tsx';
import form from '../../../ui/form.module.css';
import { Section } from '../../../ui/page.tsx';
import { DomainFields, isDomain } from './domains.tsx';
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
  const [rules, setRules] = useState(current);
  const change = (part: Partial<MailRules>) => {
    set.reset();
    setRules({ ...rules, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rules.domains.every(isDomain)) set.mutate(rules);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Section title={t('mailRules.template')} about={t('mailRules.templateText')}>
        <div className={form['form']}>
          {(['en', 'ar', 'fa'] as const).map((language) => (
            <Template
              key={language}
              language={language}
              rules={rules}
              usual={usual}
              sender={sender}
              onChange={change}
            />
          ))}
        </div>
      </Section>
      <Section title={t('mailRules.where')} about={t('mailRules.whereText')}>
        <DomainFields rules={rules} onChange={change} />
      </Section>
      <Problem error={set.error} />
      <div className={form['foot']}>
        <Button type="submit" loading={set.isPending}>
          {t('form.save')}
        </Button>
        {set.isSuccess && (
          <span className={form['good']} role="status">
            {t('form.saved')}
          </span>
        )}
      </div>
    </form>
  );
}
