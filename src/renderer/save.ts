import type { File } from '../preload/contract/entries/file.ts';

/** Hands a file to the browser's downloads. */
export function save({ name, type, text }: File): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
