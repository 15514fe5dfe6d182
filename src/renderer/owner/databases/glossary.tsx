import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GlossaryTerm } from '../../../preload/contract/databases.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { typedDirection } from '../../ui/typed-direction.ts';
import { useUndo } from '../../ui/undo.tsx';

/** What the organisation's own words mean. */
export function Glossary({ id }: { id: number }) {
  const { t } = useTranslation();
  const list = useEntry('glossary.list', { databaseId: id });
  const [leaving, setLeaving] = useState<GlossaryTerm | null>(null);
  return (
    <Section title={t('glossary.title')} about={t('glossary.about')}>
      <AddTerm id={id} />
      <View query={list}>
        {(terms) =>
          terms.length === 0 ? (
            <Empty icon="language" title={t('glossary.none')} text={t('glossary.noneText')} />
          ) : (
            <DataTable
              label={t('glossary.title')}
              rows={terms}
              keyOf={({ id: termId }) => termId}
              columns={[
                { head: t('glossary.term'), cell: ({ term }) => <bdi>{term}</bdi> },
                { head: t('glossary.meaning'), cell: ({ meaning }) => <bdi>{meaning}</bdi> },
              ]}
              acts={(one) => <RemoveButton name={one.term} onClick={() => setLeaving(one)} />}
            />
          )
        }
      </View>
      {leaving && <RemoveTerm id={id} leaving={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

interface RemoveTermProps {
  id: number;
  leaving: GlossaryTerm;
  onClose: () => void;
}

function RemoveTerm({ id, leaving, onClose }: RemoveTermProps) {
  const { t } = useTranslation();
  const remove = useCommand('glossary.remove');
  const undo = useUndo('glossary.set');
  const { term, meaning } = leaving;
  const done = () => {
    onClose();
    undo(term, { databaseId: id, term, meaning });
  };
  return (
    <Confirm
      title={t('form.removeOf', { name: term })}
      text={t('glossary.removeText')}
      name={null}
      action={t('form.remove')}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ databaseId: id, termId: leaving.id }, { onSuccess: done })}
    />
  );
}

function AddTerm({ id }: { id: number }) {
  const { t } = useTranslation();
  const set = useCommand('glossary.set');
  const [term, setTerm] = useState('');
  const [meaning, setMeaning] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (term.trim() === '' || meaning.trim() === '') return;
    const done = () => {
      setTerm('');
      setMeaning('');
      setTried(false);
    };
    set.mutate({ databaseId: id, term, meaning }, { onSuccess: done });
  };
  const needed = (value: string) => (tried && value.trim() === '' ? t('form.needed') : undefined);
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <TextInput
        label={t('glossary.term')}
        placeholder={t('glossary.termExample')}
        value={term}
        onChange={(event) => setTerm(event.currentTarget.value)}
        error={needed(term)}
        maxLength={200}
        dir={typedDirection(term)}
      />
      <Textarea
        label={t('glossary.meaning')}
        placeholder={t('glossary.meaningExample')}
        value={meaning}
        onChange={(event) => setMeaning(event.currentTarget.value)}
        error={needed(meaning)}
        maxLength={2_000}
        autosize
        dir={typedDirection(meaning)}
      />
      <Problem error={set.error} />
      <div>
        <Button type="submit" loading={set.isPending}>
          {t('form.add')}
        </Button>
      </div>
    </form>
  );
}
