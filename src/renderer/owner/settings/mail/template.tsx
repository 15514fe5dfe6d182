import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../../preload/contract/answer.ts';
import { isRtl } from '../../../i18n.ts';
import form from '../../../ui/form.module.css';
import { languageNames } from '../../../ui/preferences.tsx';
import type { RuleFields } from './fields.ts';
import classes from './mail.module.css';
import { Preview } from './preview.tsx';
import type { RulesFormProps } from './rules.tsx';

export interface TemplateProps {
  language: Language;
  fields: RuleFields;
  usual: RulesFormProps['usual'];
  sender: string | null;
  onChange: (part: Partial<RuleFields>) => void;
}

/** Greeting and signature in one language, with a mail as it would look. */
export function Template({ language, fields, usual, sender, onChange }: TemplateProps) {
  const { t } = useTranslation();
  const field = (part: 'greeting' | 'signature') => (
    <Textarea
      label={t(`mailRules.${part}`)}
      placeholder={usual[part][language]}
      value={fields[`${part}.${language}`] ?? ''}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange({ [`${part}.${language}`]: text === '' ? null : text });
      }}
      autosize
      minRows={part === 'greeting' ? 1 : 2}
      maxRows={6}
      maxLength={500}
      lang={language}
      dir={fields[`${part}.${language}`] || !isRtl(language) ? 'auto' : 'rtl'}
    />
  );
  return (
    <fieldset className={classes['template']}>
      <legend lang={language}>{languageNames[language]}</legend>
      <div className={form['form']}>
        {field('greeting')}
        {field('signature')}
      </div>
      <Preview
        language={language}
        greeting={fields[`greeting.${language}`] ?? usual.greeting[language]}
        signature={fields[`signature.${language}`] ?? usual.signature[language]}
        sender={sender}
      />
    </fieldset>
  );
}
