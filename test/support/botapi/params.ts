import { z } from 'zod';
import { badRequest } from './failure.ts';

/** A method's parameters as they came: JSON values, form strings, or files of a multipart form. */
export type RawParams = Readonly<Record<string, unknown>>;

/** Form fields carry numbers, booleans and objects as text; JSON bodies carry them as they are. */
const fromText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

export const json = <T extends z.ZodType>(schema: T) => z.preprocess(fromText, schema);
export const integer = json(z.int());
export const flag = json(z.boolean());
export const string = z.union([z.string(), z.number().transform(String)]);

/** A chat's number; channels' and groups' public names are not known here. */
export const chatId = z.preprocess(fromText, z.int());

const missing: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
  user_id: 'invalid user_id specified',
  document: 'there is no document in the request',
  photo: 'there is no photo in the request',
};

/** Throws 400 in Telegram's words where it has some. */
export function parseParams<T extends z.ZodType>(schema: T, raw: RawParams): z.output<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const known = missing[name];
  if (known !== undefined && raw[name] === undefined) throw badRequest(known);
  if (name === 'chat_id') throw badRequest('chat not found');
  throw badRequest(`wrong parameter "${issue?.path.join('.')}": ${issue?.message}`);
}
