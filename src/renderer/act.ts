import { notifications } from '@mantine/notifications';
import type { CommandName } from './api.ts';
import { useCommand, useProblem } from './queries.ts';

/** A change by a single press: where no form could say what went wrong, a notice does. */
export function useAct<N extends CommandName>(name: N) {
  const problem = useProblem();
  return useCommand(name, (error) =>
    notifications.show({ id: name, message: problem(error), color: 'red', autoClose: 10_000 }),
  );
}
