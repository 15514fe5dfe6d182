import { Button, Select } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatabaseEntry } from '../../../preload/contract/databases.ts';
import { useLanguage } from '../../format.ts';
import { useEntry } from '../../queries.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, View, Waiting } from '../../ui/state.tsx';
import classes from '../ask/ask.module.css';
import { Composer } from '../ask/composer.tsx';
import { askQuestion, forgetConversation, useTurns } from '../ask/conversation.ts';
import { TurnView } from '../ask/turn.tsx';
import { DatabaseFirst } from '../databases/first.tsx';

/** The pipeline itself, as a chat. */
export function Ask() {
  const { t } = useTranslation();
  const databases = useEntry('databases.list', {});
  if (databases.data && databases.data.length > 0) return <Chat databases={databases.data} />;
  return (
    <Page title={t('ask.title')} about={t('ask.about')}>
      <View query={databases} waiting={<Waiting lines={5} height={28} />}>
        {() => (
          <Section>
            <DatabaseFirst title={t('ask.noDatabase')} text={t('ask.noDatabaseText')} />
          </Section>
        )}
      </View>
    </Page>
  );
}

function Chat({ databases }: { databases: DatabaseEntry[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const turns = useTurns();
  const [wanted, setWanted] = useState<number | null>(null);
  const chosen = databases.find(({ id }) => id === wanted) ?? databases[0];
  const end = useRef<HTMLDivElement>(null);
  const count = turns.length;
  // A new question comes into view; an answer growing under the reader's eyes does not jump.
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  const ask = (text: string) => void askQuestion(text, chosen?.id ?? null, language);
  return (
    <Page
      title={t('ask.title')}
      about={t('ask.about')}
      actions={
        <>
          <Select
            aria-label={t('ask.database')}
            data={databases.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(chosen?.id)}
            onChange={(value) => setWanted(Number(value))}
            allowDeselect={false}
            leftSection={<Icon name="databases" size={16} />}
          />
          {count > 0 && (
            <Button variant="default" onClick={forgetConversation}>
              {t('ask.new')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes['chat']}>
        {count === 0 ? (
          <Suggestions onAsk={ask} />
        ) : (
          turns.map((turn) => (
            <TurnView key={turn.id} turn={turn} databaseId={chosen?.id ?? null} />
          ))
        )}
        <div ref={end} />
      </div>
      <Composer onAsk={ask} />
    </Page>
  );
}

const examples = ['ask.example1', 'ask.example2', 'ask.example3', 'ask.example4'] as const;

function Suggestions({ onAsk }: { onAsk: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <Empty icon="ask" title={t('ask.empty')} text={t('ask.emptyText')}>
      <ul className={classes['examples']}>
        {examples.map((key) => (
          <li key={key}>
            <Button variant="default" radius="xl" onClick={() => onAsk(t(key))}>
              {t(key)}
            </Button>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
