/** The limit: the same request passed on by bare Hono and undici, nothing checked, nothing kept. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'undici';
import { z } from 'zod';

const upstream = new URL(process.argv[2] ?? '');
const pool = new Pool(upstream.origin, { connections: 64 });
const Asked = z.object({ user_id: z.string(), text: z.string() });
const Answered = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })),
});

const app = new Hono();
app.post('/v1/chat', async (context) => {
  const { text } = Asked.parse(await context.req.json());
  const messages = [{ role: 'user', content: text }];
  const { body } = await pool.request({
    method: 'POST',
    path: `${upstream.pathname}/chat/completions`,
    headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
    body: JSON.stringify({ model: 'openai/gpt-5-mini', messages }),
  });
  const { choices } = Answered.parse(await body.json());
  return context.json({ success: true, response: choices[0]?.message.content });
});

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/v1` })}\n`);
});
process.once('SIGTERM', () => server.close());
