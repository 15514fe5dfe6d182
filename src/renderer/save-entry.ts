import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { InputOf } from '../preload/contract/contract.ts';
import { call } from './api.ts';
import { useProblem } from './queries.ts';
import { save as saveFile } from './save.ts';

type FileEntry = 'activity.export' | 'costs.export' | 'members.export' | 'health.diagnostics';

/** Saves the file an entry gives; what goes wrong is said. */
export function useSave<N extends FileEntry>(name: N) {
  const problem = useProblem();
  const [saving, setSaving] = useState(false);
  const save = (input: InputOf<N>): void => {
    setSaving(true);
    void call(name, input)
      .then(saveFile, (error: unknown) =>
        notifications.show({ message: problem(error), color: 'red', autoClose: 10_000 }),
      )
      .finally(() => setSaving(false));
  };
  return { save, saving };
}
