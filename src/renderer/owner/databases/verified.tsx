import { Badge, Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verified } from '../../../preload/contract/databases.ts';
import { useAct } from '../../act.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, View } from '../../ui/state.tsx';
import { typedDirection } from '../../ui/typed-direction.ts';
import { useUndo } from '../../ui/undo.tsx';
import classes from './verified.module.css';

/** Questions whose SQL is known to be right: later ones learn from them. */
export function VerifiedList({ id }: { id: number }) {
  const { t } = useTranslation();
  const list = useEntry('verified.list', { databaseId: id });
  const [adding, setAdding] = useState(false);
  const add = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
      {t('verified.add')}
    </Button>
  );
  return (
    <Section title={t('verified.title')} about={t('verified.about')} action={add}>
      <View query={list}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon="check" title={t('verified.none')} text={t('verified.noneText')} />
          ) : (
            <ul className={classes['list']}>
              {items.map((one) => (
                <Item key={one.id} id={id} item={one} />
              ))}
            </ul>
          )
        }
      </View>
      {adding && <Add id={id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Item({ id, item }: { id: number; item: Verified }) {
  const { t } = useTranslation();
  const approve = useAct('verified.approve');
  const remove = useCommand('verified.remove');
  const undo = useUndo('verified.add');
  const [leaving, setLeaving] = useState(false);
  const { question, sql } = item;
  const proposed = item.status === 'proposed';
  return (
    <li>
      <div className={classes['head']}>
        <b dir="auto">{question}</b>
        <Badge variant="light" color={proposed ? 'yellow' : 'green'}>
          {t(`verified.status.${item.status}`)}
        </Badge>
      </div>
      <pre className="ltr">{sql}</pre>
      <div className={classes['foot']}>
        {proposed && (
          <Button
            size="compact-sm"
            loading={approve.isPending}
            onClick={() => approve.mutate({ databaseId: id, id: item.id })}
          >
            {t('verified.approve')}
          </Button>
        )}
        <Button size="compact-sm" variant="light" color="red" onClick={() => setLeaving(true)}>
          {t(proposed ? 'verified.decline' : 'form.remove')}
        </Button>
      </div>
      {leaving && (
        <Confirm
          title={t('form.removeOf', { name: question })}
          text={t('verified.removeText')}
          name={null}
          action={t(proposed ? 'verified.decline' : 'form.remove')}
          pending={remove.isPending}
          error={remove.error}
          onClose={() => setLeaving(false)}
          onConfirm={() =>
            remove.mutate(
              { databaseId: id, id: item.id },
              // What an owner puts back is approved: a proposal was not.
              { onSuccess: () => !proposed && undo(question, { databaseId: id, question, sql }) },
            )
          }
        />
      )}
    </li>
  );
}

function Add({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const add = useCommand('verified.add');
  const [question, setQuestion] = useState('');
  const [sql, setSql] = useState('');
  const [tried, setTried] = useState(false);
  const needed = (value: string) => (tried && value.trim() === '' ? t('form.needed') : undefined);
  return (
    <Dialog
      title={t('verified.add')}
      action={t('form.add')}
      pending={add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (question.trim() !== '' && sql.trim() !== '')
          add.mutate({ databaseId: id, question, sql }, { onSuccess: onClose });
      }}
    >
      <Textarea
        label={t('verified.question')}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
        error={needed(question)}
        autosize
        dir={typedDirection(question)}
        data-autofocus
      />
      <Textarea
        label="SQL"
        value={sql}
        onChange={(event) => setSql(event.currentTarget.value)}
        error={needed(sql)}
        autosize
        minRows={4}
        spellCheck={false}
        dir="ltr"
      />
    </Dialog>
  );
}
