import { type FormEvent, useState } from 'react';
import type { SetupState } from '../../../preload/contract/entries/setup.ts';
import { useCommand, useEntry } from '../../queries.ts';
import { isWebAddress } from '../settings/group.tsx';

export type Provider = 'gemini' | 'openai';

export interface ModelKeyProps {
  provider: Provider;
  place: SetupState['keys']['gemini'];
}

/** The fields of a provider's key and address, and what sends them. */
export function useModelKey({ provider, place }: ModelKeyProps) {
  const saving = useCommand('setup.modelKey');
  const settings = useEntry('settings.get', {});
  const [key, setKey] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const value = typed ?? settings.data?.settings.models[`${provider}BaseUrl`] ?? '';
  const address = value.trim();
  const wrong = address !== '' && !isWebAddress(address);
  // A server of one's own may want no key.
  const needless = place !== 'missing' || (provider === 'openai' && address !== '');
  const missing = key.trim() === '' && !needless;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing || wrong) return;
    const own = typed === null ? {} : { baseUrl: address || null };
    const done = () => {
      setKey('');
      setTyped(null);
      setTried(false);
    };
    saving.mutate({ provider, key: key.trim() || null, ...own }, { onSuccess: done });
  };
  const fixed = settings.data?.fixed[`models.${provider}BaseUrl`];
  return {
    key: { value: key, set: setKey, missing: tried && missing },
    address: { value, set: setTyped, wrong, fixed },
    saving,
    submit,
  };
}
