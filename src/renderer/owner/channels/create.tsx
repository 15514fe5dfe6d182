import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api.ts';
import { useLanguage } from '../../format.ts';
import { useCommand } from '../../queries.ts';
import { go } from '../../router.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type Draft, newDraft, problemsOf } from './draft.ts';
import { endOfDay, isPast } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';
import { FoldedFields } from './fields.tsx';
import { NewKey } from './new-key.tsx';

/** A new channel; its key is shown once it is there. */
export function CreateChannel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const create = useCommand('channels.create');
  const [draft, setDraft] = useState<Draft>(newDraft(language));
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  if (create.data) {
    const { channel, secret } = create.data;
    const leave = () => go(`channels/${channel.id}?tab=examples`);
    return (
      <Modal
        opened
        onClose={leave}
        title={t('channels.made', { name: channel.title })}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        <NewKey secret={secret} onDone={leave} />
      </Modal>
    );
  }
  const wrong = problemsOf(draft);
  const taken = create.error instanceof ApiError && create.error.code === 'already_exists';
  const submit = () => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || isPast(until)) return;
    const { title, ...rest } = draft;
    create.mutate({ ...rest, title: title.trim(), keyExpiresAt: endOfDay(until) });
  };
  return (
    <Dialog
      title={t('channels.create')}
      action={t('channels.make')}
      size="lg"
      pending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FoldedFields
        draft={draft}
        change={(part) => {
          if (taken) create.reset();
          setDraft({ ...draft, ...part });
        }}
        wrong={tried ? wrong : onlyTyped(wrong)}
        organizationId={undefined}
      />
      <ExpiryField label={t('channels.keyUntil')} value={until} onChange={setUntil} />
    </Dialog>
  );
}

/** Before the first try an empty field is no mistake yet. */
const onlyTyped = ({ title: _title, channelId: _id, ...rest }: ReturnType<typeof problemsOf>) =>
  rest;
