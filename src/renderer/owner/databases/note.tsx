import { Select, TagsInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../../preload/contract/databases.ts';
import { useCommand } from '../../queries.ts';
import { ClashNotice } from '../../ui/clash-notice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { typedDirection } from '../../ui/typed-direction.ts';
import { useEdits } from '../../ui/use-edits.ts';

export interface EditNoteProps {
  id: number;
  table: string;
  column: string | null;
  note: Note | undefined;
  onClose: () => void;
}

type Said = Pick<Note, 'description' | 'synonyms' | 'sampling'>;
const unsaid: Said = { description: null, synonyms: [], sampling: 'auto' };

const samplings = ['auto', 'never', 'allowed'] as const;

/** What the owner says of a table or column. */
export function EditNote({ id, table, column, note, onClose }: EditNoteProps) {
  const { t } = useTranslation();
  const set = useCommand('notes.set');
  const { values, edits, edit, clash } = useEdits<Said>(note ?? unsaid);
  const { description, synonyms, sampling } = values;
  const undecided = set.isPending ? null : clash;
  const describe = (field: string, now: unknown) =>
    field === 'sampling' ? t(`schema.samplings.${now}`) : undefined;
  // What is not given stays as it is, also where another window has changed it.
  const submit = () =>
    set.mutate({ databaseId: id, note: { table, column, ...edits } }, { onSuccess: onClose });
  return (
    <Dialog
      title={column === null ? table : `${table}.${column}`}
      action={t('form.save')}
      pending={set.isPending}
      disabled={undecided !== null}
      error={set.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('schema.description')}
        description={t('schema.descriptionText')}
        value={description ?? ''}
        onChange={(event) => edit({ description: event.currentTarget.value })}
        maxLength={2_000}
        autosize
        minRows={2}
        dir={typedDirection(description)}
        data-autofocus
      />
      <TagsInput
        label={t('schema.synonyms')}
        description={t('schema.synonymsText')}
        value={synonyms}
        onChange={(next) => edit({ synonyms: next })}
        maxTags={50}
        clearable={false}
      />
      <Select
        label={t('schema.sampling')}
        data={samplings.map((value) => ({ value, label: t(`schema.samplings.${value}`) }))}
        value={sampling}
        onChange={(value) => value && edit({ sampling: value as Note['sampling'] })}
        allowDeselect={false}
      />
      {undecided && (
        <ClashNotice
          clash={undecided}
          nameOf={(field) => t(`schema.${field}`)}
          describe={describe}
        />
      )}
    </Dialog>
  );
}
