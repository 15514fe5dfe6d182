import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../queries.ts';
import { fieldOf, Problem } from '../../../ui/dialog.tsx';
import form from '../../../ui/form.module.css';
import { typedDirection } from '../../../ui/typed-direction.ts';

/** A name that is there already gets the new address. */
export function AddContact() {
  const { t } = useTranslation();
  const keep = useCommand('mail.keepContact');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const noName = name.trim() === '' || name.includes('@');
  const noAddress = !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (noName || noAddress) return;
    const clear = () => {
      setName('');
      setAddress('');
      setTried(false);
    };
    keep.mutate({ name: name.trim(), address: address.trim() }, { onSuccess: clear });
  };
  const refused = fieldOf(keep.error) === 'address';
  return (
    <form className={form['form']} onSubmit={submit} noValidate>
      <div className={form['row']}>
        <TextInput
          label={t('members.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && noName ? t('mailRules.nameWrong') : undefined}
          maxLength={100}
          dir={typedDirection(name)}
        />
        <TextInput
          type="email"
          label={t('mailRules.address')}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={(tried && noAddress) || refused ? t('form.email') : undefined}
          maxLength={254}
          dir="ltr"
        />
      </div>
      <Problem error={keep.error} fields={['address']} />
      <div>
        <Button type="submit" variant="default" loading={keep.isPending}>
          {t('mailRules.add')}
        </Button>
      </div>
    </form>
  );
}
