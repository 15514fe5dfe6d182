import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verification } from '../../../preload/contract/activity.ts';
import { call } from '../../api.ts';
import { useFormat } from '../../format.ts';
import { useProblem } from '../../queries.ts';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/page.tsx';

type State =
  | { is: 'idle' | 'running' }
  | { is: 'done'; found: Verification }
  | { is: 'failed'; error: unknown };

/** Each entry vouches for all before it: whether nobody changed the log since. */
export function Verify() {
  const { t } = useTranslation();
  const problem = useProblem();
  const [state, setState] = useState<State>({ is: 'idle' });
  const verify = () => {
    setState({ is: 'running' });
    call('activity.verify', {}).then(
      (found) => setState({ is: 'done', found }),
      (error: unknown) => setState({ is: 'failed', error }),
    );
  };
  return (
    <Section
      title={t('activity.chain')}
      about={t('activity.chainText')}
      action={
        <Button
          variant="default"
          leftSection={<Icon name="shield" size={16} />}
          loading={state.is === 'running'}
          onClick={verify}
        >
          {t('activity.verify')}
        </Button>
      }
    >
      {state.is === 'done' && <Outcome found={state.found} />}
      {state.is === 'failed' && (
        <Alert color="red" role="alert">
          {problem(state.error)}
        </Alert>
      )}
    </Section>
  );
}

function Outcome({ found }: { found: Verification }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { ok, entries, retired, firstBad, problem, signed } = found;
  const said = [
    ok
      ? t('activity.whole', { n: number(entries) })
      : t(`activity.broken.${problem ?? 'changed'}`, { n: number(firstBad ?? 0) }),
    ...(retired > 0 ? [t('activity.retired', { n: number(retired) })] : []),
    ...(ok ? [t(signed ? 'activity.signed' : 'activity.unsigned')] : [t('activity.brokenText')]),
  ];
  return (
    <Alert
      color={ok ? (signed ? 'green' : 'yellow') : 'red'}
      icon={<Icon name={ok ? 'check' : 'warning'} size={18} />}
      role={ok ? 'status' : 'alert'}
    >
      {said.join(' ')}
    </Alert>
  );
}
