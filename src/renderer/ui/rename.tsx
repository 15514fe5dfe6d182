import { TextInput } from '@mantine/core';
import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import form from './form.module.css';
import { Section } from './page.tsx';
import { SaveFoot, type SaveFootProps } from './save-foot.tsx';
import { typedDirection } from './typed-direction.ts';
import { useEdits } from './use-edits.ts';

export interface RenameProps extends Pick<SaveFootProps, 'saving'> {
  title: string;
  name: string;
  onSave: (name: string) => void;
  onChange: () => void;
}

/** The name of something, to be changed. */
export function Rename({ title, name, saving, onSave, onChange }: RenameProps) {
  const { t } = useTranslation();
  const current = useMemo(() => ({ name }), [name]);
  const { values, edits, edit, keep, clash } = useEdits(current);
  const typed = values.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    keep(edits);
    onSave(typed.trim());
  };
  return (
    <Section title={title}>
      <form className={form['form']} onSubmit={submit} noValidate>
        <TextInput
          aria-label={title}
          value={typed}
          onChange={(event) => {
            onChange();
            edit({ name: event.currentTarget.value });
          }}
          error={typed.trim() === '' ? t('form.needed') : undefined}
          maxLength={100}
          dir={typedDirection(typed)}
        />
        <SaveFoot saving={saving} clash={clash} words={{ nameOf: () => title }} />
      </form>
    </Section>
  );
}
