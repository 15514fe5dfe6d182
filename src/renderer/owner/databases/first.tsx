import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { getContext } from '../../api.ts';
import { useCommand, useProblem } from '../../queries.ts';
import { go } from '../../router.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty } from '../../ui/state.tsx';
import { OrganizationFirst } from '../no-organization.tsx';

/** Before there is a database: one of one's own, or the sample; before that an organisation. */
export function DatabaseFirst({ title, text }: { title: string; text: string }) {
  if (getContext().organizationId === null) return <OrganizationFirst />;
  return (
    <Empty icon="databases" title={title} text={text}>
      <AddDatabaseButton />
      <Sample />
    </Empty>
  );
}

export function AddDatabaseButton() {
  const { t } = useTranslation();
  return (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go('databases?add=1')}>
      {t('databases.add')}
    </Button>
  );
}

/** The made-up company, to look around with. */
export function Sample() {
  const { t } = useTranslation();
  const problem = useProblem();
  const add = useCommand('setup.sample');
  return (
    <Button
      variant="default"
      loading={add.isPending}
      onClick={() =>
        add.mutate(
          {},
          {
            onSuccess: ({ databaseId }) => go(`databases/${databaseId}`),
            onError: (error) => notifications.show({ message: problem(error), color: 'red' }),
          },
        )
      }
    >
      {t('databases.sample')}
    </Button>
  );
}
