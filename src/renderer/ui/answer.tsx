import { Alert, Badge, Button, Collapse, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../preload/contract/answer.ts';
import { codesApart } from '../../preload/contract/direction.ts';
import classes from './answer.module.css';
import { Chart } from './chart.tsx';
import { CopyButton } from './copy.tsx';
import { Icon } from './icons.tsx';
import { ReceiptView } from './receipt.tsx';
import { ResultTable } from './result-table.tsx';

export interface AnswerProps {
  answer: Answer;
  /** A choice of a clarification was taken. */
  onOption?: (option: string) => void;
  actions?: ReactNode;
}

/** An answer with all it rests on: text, table, picture, SQL, receipt. */
export function AnswerView({ answer, onOption, actions }: AnswerProps) {
  const { t } = useTranslation();
  const { result, chart, clarify, sql, receipt, doubtfulNumbers, practice } = answer;
  return (
    <div className={classes['answer']}>
      {practice && (
        <Badge variant="light" color="yellow">
          {t('answer.practice')}
        </Badge>
      )}
      <p className={classes['text']} dir="auto">
        {codesApart(clarify ? clarify.question : answer.text)}
      </p>
      {clarify && (
        <div className={classes['options']}>
          {clarify.options.map((option) => (
            <Button key={option} variant="default" radius="xl" onClick={() => onOption?.(option)}>
              {option}
            </Button>
          ))}
        </div>
      )}
      {doubtfulNumbers.length > 0 && (
        <Alert color="yellow" icon={<Icon name="warning" size={18} />}>
          {t('answer.doubtful', { numbers: doubtfulNumbers.join(', ') })}
        </Alert>
      )}
      {chart && <Chart chart={chart} />}
      {result && <ResultTable result={result} cut={receipt.cut} />}
      {sql && (
        <Fold label={t('answer.sql')}>
          <div className={classes['sql']}>
            <pre className="ltr">
              <code>{sql}</code>
            </pre>
            <CopyButton text={sql} label={t('answer.copySql')} />
          </div>
        </Fold>
      )}
      <Fold label={t('answer.receipt')}>
        <ReceiptView receipt={receipt} />
      </Fold>
      {actions}
    </div>
  );
}

/** What is there for who asks for it. */
export function Fold({ label, children }: { label: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes['fold']}>
      <UnstyledButton
        className={classes['foldButton']}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className={classes['chevron']} data-open={open}>
          <Icon name="chevron" size={16} />
        </span>
        {label}
      </UnstyledButton>
      <Collapse expanded={open}>{children}</Collapse>
    </div>
  );
}
