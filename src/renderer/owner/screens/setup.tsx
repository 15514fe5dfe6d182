import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../../preload/contract/entries/setup.ts';
import { useAct } from '../../act.ts';
import { useEntry } from '../../queries.ts';
import { go, linkTo, usePlace } from '../../router.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { View } from '../../ui/state.tsx';
import { DatabaseFirst } from '../databases/first.tsx';
import { BotStep } from '../setup/bot.tsx';
import { LanStep } from '../setup/lan.tsx';
import { MailStep } from '../setup/mail.tsx';
import { ModelStep } from '../setup/model.tsx';
import { OrganizationStep } from '../setup/organization.tsx';
import classes from '../setup/setup.module.css';

const steps = ['organization', 'bot', 'model', 'database', 'mail', 'lan'] as const;
type Step = (typeof steps)[number];

const icons: Record<Step, IconName> = {
  organization: 'building',
  bot: 'bot',
  model: 'model',
  database: 'databases',
  mail: 'mail',
  lan: 'lan',
};

/** From nothing to a first answer, step by step; each can be skipped and done again. */
export function Setup() {
  const { t } = useTranslation();
  const state = useEntry('setup.state', {});
  const finish = useAct('settings.set');
  const leave = () =>
    finish.mutate(
      { group: 'app', change: { setUpDone: true } },
      { onSuccess: () => go('overview') },
    );
  return (
    <Page
      title={t('setup.title')}
      about={t('setup.about')}
      actions={
        <Button loading={finish.isPending} onClick={leave}>
          {t('setup.finish')}
        </Button>
      }
    >
      <View query={state}>{(data) => <Steps state={data} />}</View>
    </Page>
  );
}

function Steps({ state }: { state: SetupState }) {
  const { t } = useTranslation();
  const { query } = usePlace();
  const first = steps.find((step) => !isDone(step, state)) ?? 'organization';
  const step = steps.find((one) => one === query.get('step')) ?? first;
  const next = steps[steps.indexOf(step) + 1];
  return (
    <div className={classes['setup']}>
      <nav aria-label={t('setup.steps')}>
        <ol className={classes['steps']}>
          {steps.map((one) => (
            <li key={one}>
              <a
                href={linkTo(`setup?step=${one}`)}
                aria-current={one === step ? 'step' : undefined}
                className={classes['step']}
              >
                <Icon name={icons[one]} />
                <span>{t(`setup.${one}.title`)}</span>
                {isDone(one, state) && (
                  <Badge
                    color="green"
                    variant="light"
                    leftSection={<Icon name="check" size={12} />}
                  >
                    {t('setup.done')}
                  </Badge>
                )}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <Section title={t(`setup.${step}.title`)} about={t(`setup.${step}.about`)}>
        <Form step={step} state={state} />
        {next && (
          <p className={classes['next']}>
            <a href={linkTo(`setup?step=${next}`)}>
              {t(isDone(step, state) ? 'setup.next' : 'setup.skip', {
                step: t(`setup.${next}.title`),
              })}
            </a>
          </p>
        )}
      </Section>
    </div>
  );
}

const isThere = (place: SetupState['mail']['smtp']): boolean =>
  place === 'kept' || place === 'given';

function isDone(step: Step, { bot, keys, mail, organizations, databases }: SetupState): boolean {
  if (step === 'organization') return organizations > 0;
  if (step === 'bot') return bot.username !== null;
  if (step === 'model') return [keys.gemini, keys.openai].some(isThere);
  if (step === 'database') return databases > 0;
  if (step === 'mail') return isThere(mail.smtp) && mail.from !== null;
  return false;
}

function Form({ step, state }: { step: Step; state: SetupState }) {
  const { t } = useTranslation();
  if (step === 'organization') return <OrganizationStep />;
  if (step === 'bot') return <BotStep state={state} />;
  if (step === 'model') return <ModelStep state={state} />;
  if (step === 'mail') return <MailStep state={state} />;
  if (step === 'lan') return <LanStep />;
  return (
    <DatabaseFirst
      title={t(state.databases > 0 ? 'databases.another' : 'databases.none')}
      text={t('databases.noneText')}
    />
  );
}
