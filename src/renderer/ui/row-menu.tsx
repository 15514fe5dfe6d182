import { Menu } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import classes from './row-menu.module.css';

/** A row's button that was pressed, and what the row is of. */
interface Pressed<Row> {
  row: Row;
  button: HTMLElement;
}

/**
 * One menu for all rows of a long list: a menu of each row's own would cost more to draw than the
 * row. It opens at the button that was pressed, and gives the focus back to it.
 */
export function useRowMenu<Row>(nameOf: (row: Row) => string, items: (row: Row) => ReactNode) {
  const [pressed, setPressed] = useState<Pressed<Row> | null>(null);
  const [opened, setOpened] = useState(false);
  const close = () => {
    setOpened(false);
    if (pressed?.button.isConnected) pressed.button.focus();
  };
  const menu = pressed && (
    <Menu opened={opened} onClose={close} position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <span className={classes['anchor']} style={placeOf(pressed.button)} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={nameOf(pressed.row)}>{items(pressed.row)}</Menu.Dropdown>
    </Menu>
  );
  // Always the same one, so that rows need not be drawn anew.
  const open = useCallback((row: Row, button: HTMLElement) => {
    setPressed({ row, button });
    setOpened(true);
  }, []);
  return { menu, open };
}

const placeOf = (button: HTMLElement) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  return { left, top, width, height };
};
