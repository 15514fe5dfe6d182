import { ActionIcon, Button, Table, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useEntry } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { Icon } from '../../ui/icons.tsx';
import { Section, TableWrap } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';

/** What the organisation's own words mean. */
export function Glossary({ id }: { id: number }) {
  const { t } = useTranslation();
  const list = useEntry('glossary.list', { databaseId: id });
  const remove = useCommand('glossary.remove');
  return (
    <Section title={t('glossary.title')} about={t('glossary.about')}>
      <AddTerm id={id} />
      <View query={list}>
        {(terms) =>
          terms.length === 0 ? (
            <Empty icon="language" title={t('glossary.none')} text={t('glossary.noneText')} />
          ) : (
            <TableWrap label={t('glossary.title')}>
              <Table mt="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('glossary.term')}</Table.Th>
                    <Table.Th>{t('glossary.meaning')}</Table.Th>
                    <Table.Th>
                      <span className="unseen">{t('members.actions')}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {terms.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td>
                        <bdi>{one.term}</bdi>
                      </Table.Td>
                      <Table.Td>
                        <bdi>{one.meaning}</bdi>
                      </Table.Td>
                      <Table.Td>
                        <ActionIcon
                          variant="subtle"
                          color="red"
                          aria-label={t('form.removeOf', { name: one.term })}
                          onClick={() => remove.mutate({ databaseId: id, termId: one.id })}
                        >
                          <Icon name="trash" size={17} />
                        </ActionIcon>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </TableWrap>
          )
        }
      </View>
    </Section>
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
        dir="auto"
      />
      <Textarea
        label={t('glossary.meaning')}
        placeholder={t('glossary.meaningExample')}
        value={meaning}
        onChange={(event) => setMeaning(event.currentTarget.value)}
        error={needed(meaning)}
        maxLength={2_000}
        autosize
        dir="auto"
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
