import type { Caller } from '../../src/main/contract/caller.ts';
import type { Dispatcher } from '../../src/main/contract/dispatch.ts';
import { FilePart } from '../../src/preload/contract/entries/file.ts';

/** The whole text of a file that an entry gives in parts. */
export async function exported(
  dispatcher: Dispatcher,
  caller: Caller,
  name: string,
  input: unknown,
): Promise<string> {
  const { signal } = new AbortController();
  let whole = '';
  for await (const item of dispatcher.stream(caller, name, input, signal)) {
    const part = FilePart.parse(item);
    if (part.part === 'text') whole += part.text;
  }
  return whole;
}
