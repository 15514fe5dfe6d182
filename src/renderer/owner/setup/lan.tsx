import { Alert, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LanState } from '../../../preload/contract/entries/setup.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { CopyButton } from '../../ui/copy.tsx';
import classes from '../../ui/form.module.css';
import { SaveFoot } from '../../ui/save-foot.tsx';
import { View } from '../../ui/state.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import ticket from '../invitations/ticket.module.css';

/** Where members open the web view, and how they can be sure that it is ours. */
export function LanStep() {
  const lan = useEntry('setup.lan', {});
  const settings = useEntry('settings.get', {});
  return (
    <div className={classes['form']}>
      <View query={lan}>{(state) => <Where state={state} />}</View>
      <View query={settings}>
        {({ settings: now, fixed }) => <Change current={now.lan} fixed={fixed} />}
      </View>
    </div>
  );
}

function Where({ state }: { state: LanState }) {
  const { t } = useTranslation();
  const { addresses, open, fingerprint, qr, problem } = state;
  if (problem) return <Alert color="red">{problem}</Alert>;
  return (
    <div className={classes['form']}>
      <p className={classes['hint']}>{t(open ? 'setup.lan.open' : 'setup.lan.local')}</p>
      {addresses.map((address) => (
        <div key={address} className={classes['secret']}>
          <code className="ltr">{address}</code>
          <CopyButton text={address} label={t('form.copy')} />
        </div>
      ))}
      {fingerprint && (
        <div>
          <div className={classes['hint']}>{t('setup.lan.fingerprint')}</div>
          <div className={classes['secret']}>
            <code className="ltr">
              <Pairs of={fingerprint} />
            </code>
          </div>
        </div>
      )}
      {qr && (
        <figure className={ticket['qr']}>
          <img src={qr} alt={t('setup.lan.qr')} width={180} height={180} />
        </figure>
      )}
    </div>
  );
}

type LanForm = Omit<Settings['lan'], 'port'> & { port: number | string };

const here = '127.0.0.1';
const isLocal = (host: string): boolean => host === here;
/** An address of one's own choosing stays. */
const everywhere = (host: string): string => (isLocal(host) ? '0.0.0.0' : host);

/** Broken over lines between its pairs of digits only. */
const Pairs = ({ of }: { of: string }) =>
  of.split(':').map((pair, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no other name than their place
    <Fragment key={at}>
      {at > 0 && (
        <>
          :<wbr />
        </>
      )}
      {pair}
    </Fragment>
  ));

interface ChangeProps {
  current: Settings['lan'];
  fixed: Record<string, string>;
}

const names = { host: 'setup.lan.who', port: 'databases.port', tls: 'setup.lan.tls' } as const;

function Change({ current, fixed }: ChangeProps) {
  const { t } = useTranslation();
  const set = useCommand('settings.set');
  const { values, edits, edit, keep, clash } = useEdits<LanForm>(current);
  const { host, port, tls } = values;
  const valid =
    port !== '' && Number.isInteger(Number(port)) && Number(port) >= 0 && Number(port) <= 65_535;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid || tls.trim() === '') return;
    const given = Object.fromEntries(
      Object.entries(edits).map(([name, value]) => [
        name,
        name === 'port' ? Number(value) : String(value).trim(),
      ]),
    );
    set.mutate({ group: 'lan', change: given }, { onSuccess: () => keep(edits) });
  };
  const given = (field: string) =>
    fixed[`lan.${field}`] && t('setup.given', { name: fixed[`lan.${field}`] });
  return (
    <form className={classes['form']} onSubmit={submit} onChange={set.reset} noValidate>
      <div className={classes['row']}>
        <Select
          label={t('setup.lan.who')}
          description={given('host')}
          disabled={Boolean(given('host'))}
          data={[
            { value: 'local', label: t('setup.lan.whoLocal') },
            { value: 'network', label: t('setup.lan.whoNetwork') },
          ]}
          value={isLocal(host) ? 'local' : 'network'}
          onChange={(value) => {
            set.reset();
            if (value) edit({ host: value === 'local' ? here : everywhere(current.host) });
          }}
          allowDeselect={false}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <NumberInput
          label={t('databases.port')}
          description={given('port')}
          disabled={Boolean(given('port'))}
          value={port}
          onChange={(value) => edit({ port: value })}
          min={0}
          max={65_535}
          error={valid ? undefined : t('form.between', { min: 0, max: 65_535 })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="ltr"
        />
        <TextInput
          label={t('setup.lan.tls')}
          description={given('tls') ?? t('setup.lan.tlsText')}
          disabled={Boolean(given('tls'))}
          value={tls}
          onChange={(event) => edit({ tls: event.currentTarget.value })}
          error={tls.trim() === '' ? t('form.needed') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="ltr"
        />
      </div>
      <SaveFoot
        saving={set}
        clash={clash}
        words={{ nameOf: (field) => t(names[field as keyof LanForm]) }}
      />
    </form>
  );
}
