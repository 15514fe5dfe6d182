import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { InputOf } from '../preload/contract/contract.ts';
import { call, stream } from './api.ts';
import { useProblem } from './queries.ts';
import { save as saveFile } from './save.ts';

type Export = 'activity.export' | 'costs.export' | 'members.export';

/** Saves the file an entry gives part by part, whole; what goes wrong is said. */
export function useExport<N extends Export>(name: N) {
  return useSaving((input: InputOf<N>) => collect(name, input));
}

export const useDiagnostics = () =>
  useSaving(async (_: object) => {
    const { name, type, text } = await call('health.diagnostics', {});
    return { name, content: new Blob([text], { type }) };
  });

async function collect<N extends Export>(entry: N, input: InputOf<N>) {
  const head = { name: '', type: '' };
  const texts: string[] = [];
  await stream(entry, input, new AbortController().signal, (part) => {
    if (part.part === 'head') Object.assign(head, part);
    else texts.push(part.text);
  });
  return { name: head.name, content: new Blob(texts, { type: head.type }) };
}

function useSaving<Input>(get: (input: Input) => Promise<{ name: string; content: Blob }>) {
  const problem = useProblem();
  const [saving, setSaving] = useState(false);
  const save = (input: Input): void => {
    setSaving(true);
    void get(input)
      .then(
        ({ name, content }) => saveFile(name, content),
        (error: unknown) =>
          notifications.show({ message: problem(error), color: 'red', autoClose: 10_000 }),
      )
      .finally(() => setSaving(false));
  };
  return { save, saving };
}
