import { InlineKeyboard } from 'grammy';

/** Telegram's longest callback data, in bytes. */
const longestData = 64;

/** Rows of [label, data]. Data is `kind:…`, told apart by the kind in buttons/index.ts. */
export const keyboard = (rows: readonly (readonly (readonly [string, string])[])[]) =>
  InlineKeyboard.from(
    rows
      .filter((row) => row.length > 0)
      .map((row) => row.map(([label, data]) => button(label, data))),
  );

function button(label: string, data: string) {
  if (Buffer.byteLength(data) > longestData) throw new RangeError(`too long for a button: ${data}`);
  return InlineKeyboard.text(label === '' ? '—' : label.slice(0, 60), data);
}
