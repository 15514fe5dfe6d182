import {
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { engineNames } from '../../../preload/contract/database.ts';
import { useCommand } from '../../queries.ts';
import { go } from '../../router.ts';
import { Dialog } from '../../ui/dialog.tsx';
import classes from '../../ui/form.module.css';
import { type Engine, emptyParts, engines, missingIn, type Parts, toConnection } from './parts.ts';

/** By a form for each engine, or by a connection string. */
export function AddDatabase({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const add = useCommand('databases.add');
  const [way, setWay] = useState('form');
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [parts, setParts] = useState<Parts>(emptyParts('mssql'));
  const [shared, setShared] = useState(false);
  const [tried, setTried] = useState(false);
  const missing = way === 'form' ? missingIn(parts) : text.trim() === '' ? ['text'] : [];
  const submit = () => {
    setTried(true);
    if (name.trim() === '' || missing.length > 0) return;
    const connection = way === 'form' ? toConnection(parts) : text.trim();
    add.mutate(
      { name: name.trim(), connection, shared },
      { onSuccess: ({ database }) => go(`databases/${database.id}?tab=grants`) },
    );
  };
  const needed = (field: string) =>
    tried && missing.includes(field) ? t('form.needed') : undefined;
  return (
    <Dialog
      title={t('databases.add')}
      action={t('databases.connect')}
      pending={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('databases.name')}
        description={t('databases.nameText')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried && name.trim() === '' ? t('form.needed') : undefined}
        maxLength={100}
        data-autofocus
      />
      <SegmentedControl
        fullWidth
        value={way}
        onChange={setWay}
        aria-label={t('databases.way')}
        data={[
          { value: 'form', label: t('databases.byForm') },
          { value: 'text', label: t('databases.byText') },
        ]}
      />
      {way === 'form' ? (
        <PartsForm parts={parts} onChange={setParts} needed={needed} />
      ) : (
        <PasswordInput
          label={t('databases.connection')}
          description={t('databases.connectionText')}
          placeholder="postgres://user:password@host:5432/database"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={needed('text')}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
          dir="ltr"
        />
      )}
      <Switch
        label={t('databases.share')}
        description={t('databases.shareText')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <p className={classes['hint']}>{t('databases.readOnly')}</p>
    </Dialog>
  );
}

interface PartsProps {
  parts: Parts;
  onChange: (parts: Parts) => void;
  needed: (field: string) => string | undefined;
}

function PartsForm({ parts, onChange, needed }: PartsProps) {
  const { t } = useTranslation();
  const set = (change: Partial<Parts>) => onChange({ ...parts, ...change });
  const text = (field: 'host' | 'database' | 'user' | 'file', label: string) => (
    <TextInput
      label={label}
      value={parts[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      error={needed(field)}
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
    />
  );
  return (
    <>
      <Select
        label={t('databases.engine')}
        data={engines.map((engine) => ({ value: engine, label: engineNames[engine] }))}
        value={parts.engine}
        onChange={(engine) => engine && onChange({ ...emptyParts(engine as Engine) })}
        allowDeselect={false}
      />
      {parts.engine === 'sqlite' ? (
        text('file', t('databases.file'))
      ) : (
        <>
          <div className={classes['row']}>
            {text('host', t('databases.host'))}
            <NumberInput
              label={t('databases.port')}
              value={parts.port}
              onChange={(port) => set({ port: Number(port) })}
              min={1}
              max={65_535}
              error={needed('port')}
              hideControls
              dir="ltr"
            />
          </div>
          {text('database', t('databases.database'))}
          <div className={classes['row']}>
            {text('user', t('databases.user'))}
            <PasswordInput
              label={t('signIn.password')}
              value={parts.password}
              onChange={(event) => set({ password: event.currentTarget.value })}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
              dir="ltr"
            />
          </div>
        </>
      )}
    </>
  );
}
