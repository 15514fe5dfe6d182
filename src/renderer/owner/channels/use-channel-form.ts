import { type FormEvent, useMemo } from 'react';
import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { useCommand } from '../../queries.ts';
import { useEdits } from '../../ui/use-edits.ts';
import { type Draft, draftOf, problemsOf } from './draft.ts';
import { useFieldWords } from './field-words.ts';

/** A form over a channel that is there: what was changed in it is saved. */
export function useChannelForm(channel: ChannelRow) {
  const saving = useCommand('channels.change');
  const current = useMemo(() => draftOf(channel), [channel]);
  const { values: draft, edits, edit, keep, clash } = useEdits<Draft>(current);
  const wrong = problemsOf(draft);
  const change = (part: Partial<Draft>) => {
    saving.reset();
    edit(part);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(wrong).length > 0) return;
    const { channelId: _, title, ...rest } = edits;
    const named = title === undefined ? {} : { title: title.trim() };
    saving.mutate(
      { id: channel.id, change: { ...rest, ...named } },
      { onSuccess: () => keep(edits) },
    );
  };
  const { organizationId } = channel;
  const words = useFieldWords();
  return { draft, change, wrong, organizationId, foot: { saving, clash, words }, submit };
}
