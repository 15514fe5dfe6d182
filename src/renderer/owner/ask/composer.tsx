import { ActionIcon, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { typedDirection } from '../../ui/typed-direction.ts';
import classes from './ask.module.css';

/** Enter sends, Shift + Enter begins a line. */
export function Composer({ onAsk }: { onAsk: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const send = () => {
    if (text.trim() === '') return;
    onAsk(text.trim());
    setText('');
  };
  return (
    <form
      className={classes['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        className={classes['field']}
        aria-label={t('ask.placeholder')}
        placeholder={t('ask.placeholder')}
        value={text}
        dir={typedDirection(text)}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4_000}
        size="md"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <ActionIcon type="submit" size={42} radius="xl" aria-label={t('ask.send')}>
        <span className={classes['arrow']}>
          <Icon name="send" />
        </span>
      </ActionIcon>
    </form>
  );
}
