import { Select, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MailRules } from '../../../../preload/contract/mail.ts';
import form from '../../../ui/form.module.css';

/** As the contract's `MailDomain`. */
export const isDomain = (text: string): boolean =>
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(text) &&
  text.length <= 253;

export interface DomainFieldsProps {
  rules: Pick<MailRules, 'domains' | 'unlisted'>;
  onChange: (part: Partial<Pick<MailRules, 'domains' | 'unlisted'>>) => void;
}

/** Where mail goes without a second question, and what becomes of the rest. */
export function DomainFields({ rules: { domains, unlisted }, onChange }: DomainFieldsProps) {
  const { t } = useTranslation();
  const wrong = domains.filter((one) => !isDomain(one));
  return (
    <div className={form['row']}>
      <TagsInput
        label={t('mailRules.domains')}
        description={t('mailRules.domainsText')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={domains.length === 0 ? t('mailRules.anywhere') : undefined}
        value={domains}
        onChange={(next) =>
          onChange({ domains: [...new Set(next.map((one) => one.trim().toLowerCase()))] })
        }
        maxTags={100}
        splitChars={[',', ' ', ';']}
        error={
          wrong.length > 0 ? t('mailRules.domainWrong', { names: wrong.join(', ') }) : undefined
        }
        clearButtonProps={{ 'aria-label': t('form.remove') }}
        acceptValueOnBlur
      />
      <Select
        label={t('mailRules.unlisted')}
        data={(['ask', 'refuse'] as const).map((value) => ({
          value,
          label: t(`mailRules.is.${value}`),
        }))}
        value={unlisted}
        onChange={(value) => value && onChange({ unlisted: value as MailRules['unlisted'] })}
        allowDeselect={false}
      />
    </div>
  );
}
