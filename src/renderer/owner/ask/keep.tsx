import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useCommand, useProblem } from '../../queries.ts';
import { Icon } from '../../ui/icons.tsx';
import type { Turn } from './conversation.ts';

/** Makes a right answer an example that later questions learn from. */
export function Keep({ turn: { answer, question } }: { turn: Turn }) {
  const { t } = useTranslation();
  const problem = useProblem();
  const keep = useCommand('verified.add');
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
      onClick={() =>
        keep.mutate(input, {
          onError: (error) => notifications.show({ message: problem(error), color: 'red' }),
        })
      }
    >
      {t(keep.isSuccess ? 'ask.kept' : 'ask.keep')}
    </Button>
  );
}
