import type { IncomingMessage } from 'node:http';
import { badRequest, Failure } from './failure.ts';
import { readMultipart } from './multipart.ts';
import type { RawParams } from './params.ts';

const maxBody = 52 * 1024 * 1024;

/** A request's bytes. Throws 413 over Telegram's 50 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBody) throw new Failure(413, 'Request Entity Too Large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Query, JSON, urlencoded and multipart parameters as one record; files stay web `File`s. */
export async function readParams(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<RawParams> {
  const body = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  const fromQuery = Object.fromEntries(query);
  if (body.length === 0) return fromQuery;
  if (type.startsWith('application/json')) return { ...fromQuery, ...readJson(body) };
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  }
  if (type.startsWith('multipart/form-data')) {
    return { ...fromQuery, ...readMultipart(body, type) };
  }
  return fromQuery;
}

function readJson(body: Buffer): RawParams {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below.
  }
  throw badRequest('object expected as JSON');
}

/** Parameters as the log shows them: files by name and size, or a run would be kept in memory. */
export const logged = (params: RawParams): RawParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value instanceof File ? { file: value.name, size: value.size, type: value.type } : value,
    ]),
  );
