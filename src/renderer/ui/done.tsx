import { Alert, Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import form from './form.module.css';
import { Icon } from './icons.tsx';

export interface DoneProps {
  title: string;
  text: ReactNode;
  /** More than that it is done. */
  children?: ReactNode;
  onClose: () => void;
}

/** Says in a window of its own that something has been done. */
export function Done({ title, text, children, onClose }: DoneProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <div className={form['form']}>
        <Alert color="green" icon={<Icon name="check" size={18} />} role="status">
          {text}
        </Alert>
        {children}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('form.done')}</Button>
        </Group>
      </div>
    </Modal>
  );
}
