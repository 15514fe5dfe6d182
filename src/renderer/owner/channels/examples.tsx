import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy.tsx';
import form from '../../ui/form.module.css';
import { Section } from '../../ui/page.tsx';
import { Scrollable } from '../../ui/scrollable.tsx';
import { Address, type AddressProps, SaveCertificate } from './address.tsx';
import classes from './channels.module.css';
import { type ExampleKind, exampleCode, exampleKinds } from './example-code.ts';

const names: Record<ExampleKind, string> = {
  curl: 'curl',
  javascript: 'JavaScript',
  openai: 'OpenAI · JS',
  python: 'OpenAI · Python',
};

/** Programs that ask this channel, ready to copy. */
export function Examples({ url, certificate, model }: AddressProps & { model: string }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ExampleKind>('curl');
  if (url === null) return <Address url={null} certificate={null} />;
  const code = exampleCode[kind]({ url, model, pem: certificate !== null });
  const compatible = kind === 'openai' || kind === 'python';
  return (
    <div className="stack">
      <Section title={t('channels.tabs.examples')} about={t('channels.examplesText')}>
        <div className={form['form']}>
          <Select
            aria-label={t('channels.exampleIn')}
            data={exampleKinds.map((value) => ({ value, label: names[value] }))}
            value={kind}
            onChange={(value) => value && setKind(value as ExampleKind)}
            allowDeselect={false}
            w={220}
          />
          {compatible && <p className={form['hint']}>{t('channels.compatible')}</p>}
          <div className={classes['code']}>
            <Scrollable element="pre" className="ltr">
              <code>{code}</code>
            </Scrollable>
            <CopyButton text={code} label={t('channels.copyExample')} />
          </div>
          {certificate && (
            <>
              <p className={form['hint']}>{t('channels.certificateText')}</p>
              <div>
                <SaveCertificate certificate={certificate} />
              </div>
            </>
          )}
        </div>
      </Section>
      <Address url={url} certificate={null} />
    </div>
  );
}
