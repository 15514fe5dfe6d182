import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Icon } from './icons.tsx';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard({ timeout: 2_000 });
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<Icon name={copied ? 'check' : 'copy'} size={15} />}
      onClick={() => copy(text)}
    >
      {copied ? t('copied') : label}
    </Button>
  );
}
