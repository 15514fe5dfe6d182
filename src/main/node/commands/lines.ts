/**
 * Cuts text at \n alone: other line separators (U+2028, a lone CR) may stand inside a JSON line. A
 * last line may lack its end.
 */
export async function* linesOf(input: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const text =
      chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : String(chunk);
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
