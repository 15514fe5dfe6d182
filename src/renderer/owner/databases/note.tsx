import { Select, TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../../preload/contract/databases.ts';
import { useCommand } from '../../queries.ts';
import { Dialog } from '../../ui/dialog.tsx';

export interface EditNoteProps {
  id: number;
  table: string;
  column: string | null;
  note: Note | undefined;
  onClose: () => void;
}

const samplings = ['auto', 'never', 'allowed'] as const;

/** What the owner says of a table or column. */
export function EditNote({ id, table, column, note, onClose }: EditNoteProps) {
  const { t } = useTranslation();
  const set = useCommand('notes.set');
  const [description, setDescription] = useState(note?.description ?? '');
  const [synonyms, setSynonyms] = useState(note?.synonyms ?? []);
  const [sampling, setSampling] = useState<Note['sampling']>(note?.sampling ?? 'auto');
  const submit = () => {
    const said = { table, column, description: description.trim() || null, synonyms, sampling };
    set.mutate({ databaseId: id, note: said }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={column === null ? table : `${table}.${column}`}
      action={t('form.save')}
      pending={set.isPending}
      error={set.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('schema.description')}
        description={t('schema.descriptionText')}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        maxLength={2_000}
        autosize
        minRows={2}
        dir="auto"
        data-autofocus
      />
      <TagsInput
        label={t('schema.synonyms')}
        description={t('schema.synonymsText')}
        value={synonyms}
        onChange={setSynonyms}
        maxTags={50}
        clearable={false}
      />
      <Select
        label={t('schema.sampling')}
        data={samplings.map((value) => ({ value, label: t(`schema.samplings.${value}`) }))}
        value={sampling}
        onChange={(value) => value && setSampling(value as Note['sampling'])}
        allowDeselect={false}
      />
    </Dialog>
  );
}
