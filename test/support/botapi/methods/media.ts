import { z } from 'zod';
import { badRequest } from '../failure.ts';
import type { StoredFile } from '../files.ts';
import { captionText } from '../format/formatted.ts';
import { flag, json, string } from '../params.ts';
import type { Content, RoomMessage } from '../room.ts';
import type { World } from '../world.ts';
import { type Context, method } from './method.ts';
import { captioned, entities, send, sending } from './send.ts';

const upload = z.union([string, z.instanceof(File)]);

type Upload = z.infer<typeof upload>;

/** A media message's caption. */
export function captionContent(params: z.infer<typeof captioned>): Content {
  const { caption = '', parse_mode, caption_entities } = params;
  const formatted = captionText({ text: caption, parse_mode, entities: caption_entities });
  if (formatted.text === '') return {};
  return {
    caption: formatted.text,
    ...(formatted.entities.length > 0 && { caption_entities: formatted.entities }),
  };
}

/** A new file, one `attach://…` names in the same form, or one known by its id. */
async function receive(context: Context, folder: string, given: Upload): Promise<StoredFile> {
  const attached = typeof given === 'string' && given.startsWith('attach://');
  const file = attached ? context.raw[given.slice('attach://'.length)] : given;
  if (file instanceof File) {
    if (file.size === 0) throw badRequest('file must be non-empty');
    const bytes = new Uint8Array(await file.arrayBuffer());
    return context.world.files.add(folder, { name: file.name, type: file.type, bytes });
  }
  if (attached || typeof file !== 'string')
    throw badRequest(`there is no ${folder} in the request`);
  if (/^https?:/.test(file)) throw badRequest('the stand-in fetches no files by URL');
  return context.world.files.get(file);
}

async function documentContent(context: Context, given: Upload): Promise<Content> {
  return { document: documentOf(await receive(context, 'documents', given)) };
}

export const documentOf = (file: StoredFile) => ({
  file_id: file.id,
  file_unique_id: file.uniqueId,
  file_name: file.name,
  mime_type: file.type,
  file_size: file.bytes.length,
});

async function photoContent(context: Context, given: Upload): Promise<Content> {
  const file = await receive(context, 'photos', given);
  if (file.bytes.length > 10 * 1024 * 1024) throw badRequest('file is too big for a photo');
  return { photo: photoOf(file) };
}

/** Throws what Telegram says of pictures it cannot read or that are too large or too narrow. */
export function photoOf(file: StoredFile) {
  if (file.size === null) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = file.size;
  if (width + height > 10_000 || Math.max(width / height, height / width) > 20) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  const bytes = file.bytes.length;
  return [{ file_id: file.id, file_unique_id: file.uniqueId, width, height, file_size: bytes }];
}

const spoiler = { has_spoiler: flag.optional() };

const sendDocument = method(
  z.object({ ...sending.shape, ...captioned.shape, document: upload }),
  async (context, params) => {
    context.world.openRoom(params.chat_id);
    const content = {
      ...(await documentContent(context, params.document)),
      ...captionContent(params),
    };
    return send(context.world, params, () => content);
  },
);

const sendPhoto = method(
  z.object({ ...sending.shape, ...captioned.shape, ...spoiler, photo: upload }),
  async (context, params) => {
    context.world.openRoom(params.chat_id);
    const content = { ...(await photoContent(context, params.photo)), ...captionContent(params) };
    const hidden: Content = params.has_spoiler ? { has_media_spoiler: true } : {};
    return send(context.world, params, () => ({ ...content, ...hidden }));
  },
);

const inputMedia = z.object({
  type: z.enum(['photo', 'document']),
  media: string,
  caption: string.optional(),
  parse_mode: string.optional(),
  caption_entities: entities,
});

/** What `InputMediaPhoto` and `InputMediaDocument` describe. */
export async function mediaContent(
  context: Context,
  item: z.infer<typeof inputMedia>,
): Promise<Content> {
  const made = item.type === 'photo' ? photoContent : documentContent;
  return { ...(await made(context, item.media)), ...captionContent(item) };
}

export const oneMedia = json(inputMedia);

const sendMediaGroup = method(
  z.object({ ...sending.shape, media: json(z.array(inputMedia).min(2).max(10)) }),
  async (context, params) => {
    context.world.openRoom(params.chat_id);
    const contents = [];
    for (const item of params.media) contents.push(await mediaContent(context, item));
    return sendAlbum(context.world, params, contents);
  },
);

function sendAlbum(world: World, params: z.infer<typeof sending>, contents: Content[]) {
  const album = `album-${world.room(params.chat_id).lastId + 1}`;
  return contents.map(
    (content): RoomMessage => send(world, params, () => ({ ...content, media_group_id: album })),
  );
}

export const media = { sendDocument, sendPhoto, sendMediaGroup };
