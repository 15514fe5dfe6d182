/** What is needed of a request, as Hono has it. */
export interface TextRequest {
  header(name: string): string | undefined;
  text(): Promise<string>;
  readonly raw: Pick<Request, 'body'>;
}

/** The body as text; null where it is larger. What comes without a length is counted as it comes. */
export async function readText(request: TextRequest, maxBytes: number): Promise<string | null> {
  const length = request.header('content-length');
  if (length !== undefined && request.header('transfer-encoding') === undefined)
    return Number(length) > maxBytes ? null : request.text();
  const { body } = request.raw;
  if (!body) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
