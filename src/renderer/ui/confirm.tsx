import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblem } from '../queries.ts';
import classes from './form.module.css';
import { Piece } from './piece.tsx';

export interface ConfirmProps {
  title: string;
  text: ReactNode;
  /** What has to be typed; null where a click is enough. */
  name: string | null;
  action: string;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be undone: the name of the thing has to be typed. */
export function Confirm({ title, text, name, action, ...rest }: ConfirmProps) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [typed, setTyped] = useState('');
  const sure = name === null || typed.trim() === name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sure) rest.onConfirm();
  };
  return (
    <Modal
      opened
      onClose={rest.onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <form className={classes['form']} onSubmit={submit}>
        <div>{text}</div>
        {name !== null && (
          <TextInput
            label={<TypeName name={name} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {Boolean(rest.error) && (
          <p role="alert" className={classes['error']}>
            {problem(rest.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={rest.onClose}
            {...(name === null ? { 'data-autofocus': true } : {})}
          >
            {t('form.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!sure} loading={rest.pending}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What stands around the name comes from the text; the name is marked as what is to be typed. */
function TypeName({ name }: { name: string }) {
  const { t } = useTranslation();
  const [before, after] = t('form.typeName', { name: '\n' }).split(/\u2068?\n\u2069?/);
  return (
    <>
      {before}
      <span className={classes['typed']}>
        <Piece>{name}</Piece>
      </span>
      {after}
    </>
  );
}
