import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblem } from '../../queries.ts';
import { AnswerView } from '../../ui/answer.tsx';
import { Icon } from '../../ui/icons.tsx';
import classes from './ask.module.css';
import { askQuestion, isOpen, stopQuestion, type Turn } from './conversation.ts';
import { Keep } from './keep.tsx';

export interface TurnProps {
  turn: Turn;
  databaseId: number | null;
}

/** A question, and its answer as far as it has come. */
export function TurnView({ turn, databaseId }: TurnProps) {
  const problem = useProblem();
  const { t } = useTranslation();
  return (
    <article className={classes['turn']} aria-label={turn.question}>
      <p className={classes['question']} dir="auto">
        {turn.question}
      </p>
      {turn.answer ? (
        <AnswerView
          answer={turn.answer}
          onOption={(option) => void askQuestion(option, databaseId, turn.answer?.language ?? 'en')}
          actions={<Keep turn={turn} />}
        />
      ) : (
        <div className={classes['pending']} aria-live="polite">
          {turn.text !== '' && (
            <p className={classes['text']} dir="auto">
              {turn.text}
            </p>
          )}
          {isOpen(turn) && <Progress turn={turn} />}
          {turn.error !== null && (
            <p role="alert" className={classes['error']}>
              <Icon name="warning" size={16} />
              {turn.error instanceof Error && turn.error.message === 'stopped'
                ? t('ask.stopped')
                : problem(turn.error)}
            </p>
          )}
        </div>
      )}
    </article>
  );
}

function Progress({ turn }: { turn: Turn }) {
  const { t } = useTranslation();
  return (
    <div className={classes['progress']}>
      <Loader size="xs" type="dots" />
      <span>{t(`ask.stage.${turn.stage ?? 'answer'}`)}</span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="stop" size={14} />}
        onClick={() => stopQuestion(turn.id)}
      >
        {t('ask.stop')}
      </Button>
    </div>
  );
}
