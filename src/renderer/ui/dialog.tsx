import { Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { useProblem } from '../queries.ts';
import classes from './form.module.css';

export interface DialogProps {
  title: string;
  action: string;
  pending: boolean;
  /** Something has to be decided first. */
  disabled?: boolean;
  error?: unknown;
  size?: 'md' | 'lg';
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a window of its own. */
export function Dialog({
  title,
  action,
  pending,
  disabled = false,
  error,
  size = 'md',
  onSubmit,
  onClose,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <form className={classes['form']} onSubmit={submit} noValidate>
        {children}
        <Problem error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={pending} disabled={disabled}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What went wrong with a whole form; a wrong field says so beside itself. */
export function Problem({ error, fields = [] }: { error: unknown; fields?: readonly string[] }) {
  const problem = useProblem();
  if (!error || fields.includes(fieldOf(error) ?? '')) return null;
  return (
    <p role="alert" className={classes['error']}>
      {problem(error)}
    </p>
  );
}

/** The field the appliance did not accept. */
export const fieldOf = (error: unknown): string | null =>
  error instanceof ApiError && error.code === 'invalid_input'
    ? String(error.params['field'] ?? '')
    : null;
