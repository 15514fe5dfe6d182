import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../act.ts';
import { Icon } from '../../ui/icons.tsx';
import type { Turn } from './conversation.ts';

/** Makes a right answer an example that later questions learn from. */
export function Keep({ turn: { answer, question } }: { turn: Turn }) {
  const { t } = useTranslation();
  const keep = useAct('verified.add');
  const database = answer?.receipt.database;
  if (!answer?.sql || !database) return null;
  const input = { databaseId: database.id, question, sql: answer.sql };
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<Icon name="check" size={15} />}
      loading={keep.isPending}
      disabled={keep.isSuccess}
      onClick={() => keep.mutate(input)}
    >
      {t(keep.isSuccess ? 'ask.kept' : 'ask.keep')}
    </Button>
  );
}
