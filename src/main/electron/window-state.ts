import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const State = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
type State = z.infer<typeof State>;

const file = (home: string): string => join(home, 'window.json');

/** Where the window last was, as long as that is still on a screen. */
export function readWindowState(home: string): State | null {
  try {
    const state = State.parse(JSON.parse(readFileSync(file(home), 'utf8')));
    return onAScreen(state) ? state : null;
  } catch {
    // Not there yet, or not ours any more: the window opens at its first size.
    return null;
  }
}

export function keepWindowState(home: string, window: BrowserWindow): void {
  const bounds = window.getNormalBounds();
  const state: State = { ...bounds, maximized: window.isMaximized() };
  writeFileSync(file(home), JSON.stringify(state));
}

const onAScreen = (one: Rectangle): boolean =>
  screen.getAllDisplays().some(({ workArea: area }) => {
    const seenX = Math.min(one.x + one.width, area.x + area.width) - Math.max(one.x, area.x);
    const seenY = Math.min(one.y + one.height, area.y + area.height) - Math.max(one.y, area.y);
    return seenX > 100 && seenY > 100;
  });
