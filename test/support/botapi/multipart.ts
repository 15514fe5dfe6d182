import { badRequest } from './failure.ts';

/**
 * A multipart form's fields and files by name. Node's own `formData()` refuses the unquoted file
 * names beyond ASCII that grammY sends and Telegram takes. Throws 400.
 */
export function readMultipart(body: Buffer, contentType: string): Record<string, string | File> {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) throw badRequest("can't find multipart boundary");
  const fields: Record<string, string | File> = {};
  for (const part of split(body, Buffer.from(`--${boundary}`))) {
    const headEnd = part.indexOf('\r\n\r\n');
    if (headEnd < 0) throw badRequest("can't parse multipart form");
    const head = part.subarray(0, headEnd).toString();
    const name = parameter(head, 'name');
    if (name === undefined) throw badRequest("can't parse multipart form");
    // Each part ends in the line break that opens the next boundary.
    const content = part.subarray(headEnd + 4, part.length - 2);
    const fileName = parameter(head, 'filename');
    fields[name] =
      fileName === undefined ? content.toString() : fileOf(content, fileName, header(head));
  }
  return fields;
}

/** What stands between two boundaries, without the line break behind the first. */
function split(body: Buffer, boundary: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let from = body.indexOf(boundary);
  while (from >= 0) {
    const start = from + boundary.length + 2;
    from = body.indexOf(boundary, start);
    if (from >= 0) parts.push(body.subarray(start, from));
  }
  return parts;
}

const fileOf = (content: Buffer, name: string, type: string): File =>
  new File([new Uint8Array(content)], name, { type });

const header = (head: string): string => /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '';

/** A parameter of content-disposition, quoted or not. */
function parameter(head: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head);
  return found?.[1] ?? found?.[2];
}
