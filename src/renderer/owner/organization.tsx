import { Menu, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrganizationInfo } from '../../preload/contract/people.ts';
import { go } from '../router.ts';
import { Icon } from '../ui/icons.tsx';
import classes from './organization.module.css';

const key = 'diwan.organization';

/** The organisation last looked at, if it is still there; else the first. */
export function chosenOf(list: readonly OrganizationInfo[]): number | null {
  const kept = Number(localStorage.getItem(key));
  return list.find(({ id }) => id === kept)?.id ?? list[0]?.id ?? null;
}

export const keepChoice = (id: number): void => localStorage.setItem(key, String(id));

export interface SwitcherProps {
  list: readonly OrganizationInfo[];
  chosen: number | null;
  onChoose: (id: number) => void;
}

/** Which of the organisations here the window shows. */
export function Switcher({ list, chosen, onChoose }: SwitcherProps) {
  const { t } = useTranslation();
  const current = list.find(({ id }) => id === chosen);
  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['switcher']}>
          <Icon name="building" />
          <span className={classes['name']}>{current?.name ?? t('organization.none')}</span>
          <Icon name="updown" size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {list.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => onChoose(one.id)}
            rightSection={one.id === chosen ? <Icon name="check" size={16} /> : null}
          >
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => go('setup?step=organization')}
        >
          {t('organization.new')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
