/**
 * The limit: bare Hono and undici, nothing checked, nothing kept. `streams` passes both bodies on as
 * they come, as a proxy does and as long answers need it; `whole` reads and reshapes both, which
 * costs half of that for bodies as small as these.
 */
import { Readable } from 'node:stream';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { Pool } from 'undici';
import { z } from 'zod';

const upstream = new URL(process.argv[2] ?? '');
const pool = new Pool(upstream.origin, { connections: 64 });
const path = `${upstream.pathname}/chat/completions`;
const headers = { 'content-type': 'application/json', authorization: 'Bearer none' };
const Asked = z.object({ text: z.string() });
const Answered = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })),
});

async function streams({ req }: Context): Promise<Response> {
  // Undici takes whatever can be iterated; its types name Node's own streams alone.
  const asked = req.raw.body as unknown as Readable;
  const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: asked });
  return new Response(Readable.toWeb(body) as globalThis.ReadableStream, {
    status: statusCode,
    headers: { 'content-type': 'application/json' },
  });
}

async function whole(context: Context): Promise<Response> {
  const { text } = Asked.parse(await context.req.json());
  const asked = { model: 'openai/gpt-5-mini', messages: [{ role: 'user', content: text }] };
  const { body } = await pool.request({
    method: 'POST',
    path,
    headers,
    body: JSON.stringify(asked),
  });
  const { choices } = Answered.parse(await body.json());
  return context.json({ success: true, response: choices[0]?.message.content });
}

const app = new Hono();
app.post('/v1/streams', streams);
app.post('/v1/whole', whole);

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/v1` })}\n`);
});
process.once('SIGTERM', () => server.close());
