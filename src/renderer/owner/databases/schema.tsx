import { ActionIcon, Badge, NavLink, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  qualifiedName,
  type Schema,
  type Table as Shape,
} from '../../../preload/contract/database.ts';
import type { DatabaseEntry, Note } from '../../../preload/contract/databases.ts';
import { useAct } from '../../act.ts';
import { useFormat } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { EditNote } from './note.tsx';
import classes from './schema.module.css';

/** Tables and columns, what owners say of them, and what is hidden. */
export function SchemaBrowser({ database }: { database: DatabaseEntry }) {
  const { t } = useTranslation();
  const input = { databaseId: database.id };
  const manageable = database.manageable;
  const schema = useEntry('databases.schema', input, { enabled: manageable });
  const notes = useEntry('notes.list', input, { enabled: manageable });
  if (!manageable)
    return (
      <Section>
        <Empty icon="shield" title={t('schema.shared')} text={t('schema.sharedText')} />
      </Section>
    );
  return (
    <View query={schema}>
      {(found) =>
        found === null || found.tables.length === 0 ? (
          <Section>
            <Empty icon="databases" title={t('schema.none')} text={t('schema.noneText')} />
          </Section>
        ) : (
          <Browser id={database.id} schema={found} notes={notes.data ?? []} />
        )
      }
    </View>
  );
}

/** Of a large schema, only what matches is listed. */
const listed = 300;

function Browser({ id, schema, notes }: { id: number; schema: Schema; notes: Note[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [search, setSearch] = useState('');
  const [name, setName] = useState<string | null>(null);
  const hidden = (table: string) =>
    notes.some((note) => note.table === table && note.column === null && note.hidden);
  const found = useMemo(
    () => schema.tables.filter((table) => matches(table, search.trim().toLowerCase())),
    [schema, search],
  );
  const shown = found.find((table) => qualifiedName(table) === name) ?? found[0];
  return (
    <div className={classes['browser']}>
      <Section>
        <TextInput
          aria-label={t('schema.search')}
          placeholder={t('schema.search')}
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          mb="xs"
        />
        <p className={classes['count']}>{t('schema.tables', { n: number(found.length) })}</p>
        <div className={classes['tables']}>
          {found.slice(0, listed).map((table) => {
            const own = qualifiedName(table);
            return (
              <NavLink
                key={own}
                component="button"
                type="button"
                label={<span className="ltr">{own}</span>}
                active={table === shown}
                onClick={() => setName(own)}
                rightSection={hidden(own) ? <Icon name="hidden" size={15} /> : null}
              />
            );
          })}
        </div>
      </Section>
      {shown && <TableDetail key={qualifiedName(shown)} id={id} table={shown} notes={notes} />}
    </div>
  );
}

const matches = (table: Shape, search: string): boolean =>
  search === '' ||
  qualifiedName(table).toLowerCase().includes(search) ||
  table.columns.some((column) => column.name.toLowerCase().includes(search));

interface DetailProps {
  id: number;
  table: Shape;
  notes: Note[];
}

function TableDetail({ id, table, notes }: DetailProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [editing, setEditing] = useState<{ column: string | null } | null>(null);
  const name = qualifiedName(table);
  const noteOf = (column: string | null) =>
    notes.find((note) => note.table === name && note.column === column);
  const own = noteOf(null);
  return (
    <Section
      title={name}
      about={
        <Facts
          of={[
            table.rowEstimate !== null && t('schema.rows', { n: number(table.rowEstimate) }),
            own?.description ?? table.comment,
          ]}
        />
      }
      action={
        <span className={classes['actions']}>
          <HideButton id={id} table={name} column={null} hidden={own?.hidden ?? false} />
          <EditButton
            label={t('schema.describe', { name })}
            onClick={() => setEditing({ column: null })}
          />
        </span>
      }
    >
      <DataTable
        label={name}
        rows={table.columns}
        keyOf={(column) => column.name}
        isHidden={(column) => noteOf(column.name)?.hidden ?? false}
        columns={[
          {
            head: t('schema.column'),
            cell: (column) => (
              <>
                <span className={`ltr ${classes['name']}`}>{column.name}</span>{' '}
                {column.primaryKey && <Badge size="xs">{t('schema.key')}</Badge>}
              </>
            ),
          },
          { head: t('schema.type'), cell: ({ type }) => <code className="ltr">{type}</code> },
          {
            head: t('schema.description'),
            cell: (column) => (
              <bdi>
                {noteOf(column.name)?.description ?? column.comment ?? (
                  <span className={classes['samples']}>
                    {column.samples.slice(0, 4).join(', ')}
                  </span>
                )}
              </bdi>
            ),
          },
        ]}
        acts={(column) => (
          <span className={classes['actions']}>
            <HideButton
              id={id}
              table={name}
              column={column.name}
              hidden={noteOf(column.name)?.hidden ?? false}
            />
            <EditButton
              label={t('schema.describe', { name: column.name })}
              onClick={() => setEditing({ column: column.name })}
            />
          </span>
        )}
      />
      {editing && (
        <EditNote
          id={id}
          table={name}
          column={editing.column}
          note={noteOf(editing.column)}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

const EditButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={onClick}>
    <Icon name="edit" size={17} />
  </ActionIcon>
);

interface HideProps {
  id: number;
  table: string;
  column: string | null;
  hidden: boolean;
}

function HideButton({ id, table, column, hidden }: HideProps) {
  const { t } = useTranslation();
  const set = useAct('notes.set');
  const label = t(hidden ? 'schema.show' : 'schema.hide', { name: column ?? table });
  return (
    <ActionIcon
      variant="subtle"
      color={hidden ? 'red' : 'gray'}
      aria-label={label}
      title={label}
      loading={set.isPending}
      onClick={() => set.mutate({ databaseId: id, note: { table, column, hidden: !hidden } })}
    >
      <Icon name={hidden ? 'hidden' : 'eye'} size={17} />
    </ActionIcon>
  );
}
