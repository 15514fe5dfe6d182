import { Alert, Button, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../preload/contract/contract.ts';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useCommand } from '../../queries.ts';
import { Problem } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';
import { Waiting } from '../../ui/state.tsx';
import { typedDirection } from '../../ui/typed-direction.ts';
import { TriedTurn } from './tried-turn.tsx';

export interface Tried {
  id: number;
  asked: string;
  said: OutputOf<'channels.try'>;
}

/** Sends a text the way a program would, with the channel's own limits, quotas and budget. */
export function TryIt({ channel }: { channel: ChannelRow }) {
  const { t } = useTranslation();
  const ask = useCommand('channels.try');
  const [text, setText] = useState('');
  const [turns, setTurns] = useState<Tried[]>([]);
  const send = () => {
    const asked = text.trim();
    if (asked === '' || ask.isPending) return;
    const keep = (said: Tried['said']) => {
      setTurns((before) => [{ id: before.length, asked, said }, ...before]);
      setText('');
    };
    ask.mutate({ id: channel.id, text: asked }, { onSuccess: keep });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <Section title={t('channels.tabs.try')} about={t('channels.tryText')}>
      <form className={form['form']} onSubmit={submit}>
        {!channel.isActive && <Alert color="yellow">{t('channels.tryInactive')}</Alert>}
        <Textarea
          label={t('channels.tryLabel')}
          placeholder={t('channels.tryPlaceholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={32_000}
          dir={typedDirection(text)}
        />
        <Problem error={ask.error} />
        <div>
          <Button
            type="submit"
            loading={ask.isPending}
            leftSection={<Icon name="send" size={16} />}
          >
            {t('ask.send')}
          </Button>
        </div>
      </form>
      {ask.isPending && <Waiting lines={2} />}
      {turns.map((turn) => (
        <TriedTurn key={turn.id} turn={turn} />
      ))}
    </Section>
  );
}
