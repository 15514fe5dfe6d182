import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPoster, type Posted } from '../../src/main/lib/post.ts';

let place: AsyncDisposableStack;
beforeEach(() => {
  place = new AsyncDisposableStack();
});
afterEach(() => place.disposeAsync());

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  place.defer(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

type Post = (body: string, signal?: AbortSignal) => Promise<Posted>;

function posting(origin: string): Post {
  const poster = place.use(openPoster(origin));
  const headers = { 'x-sent': 'yes' };
  return (body, signal) => poster.post({ path: '/v1/chat?x=1', headers, body, signal });
}

async function postTo(listener: RequestListener): Promise<Post> {
  const server = createServer(listener);
  place.defer(() => server.closeAllConnections());
  const port = await listening(server);
  return posting(`http://127.0.0.1:${port}`);
}

describe('posting', () => {
  it('sends body and headers to its path, and takes status, headers and text whole', async () => {
    const post = await postTo(async (request, response) => {
      const sent = Buffer.concat(await request.toArray()).toString();
      response.writeHead(429, { 'retry-after': '7' });
      // A letter of two bytes, each in a part of its own.
      response.write(Buffer.from([0xc3]));
      await new Promise(setImmediate);
      response.end(Buffer.concat([Buffer.from([0xa9]), Buffer.from(`${request.url} ${sent}`)]));
    });
    const posted = await post('{}');
    expect([posted.status, posted.headers['retry-after']]).toEqual([429, '7']);
    expect(posted.text).toBe('é/v1/chat?x=1 {}');
  });

  it('says that the connection broke in the middle', async () => {
    const post = await postTo((_, response) => {
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(post('{}')).rejects.toThrow();
  });

  it('an abort ends it with its reason and cuts the connection', async () => {
    const abort = new AbortController();
    const cut = Promise.withResolvers<void>();
    const post = await postTo((_, response) => {
      response.once('close', cut.resolve);
      response.write('half');
      abort.abort(new RangeError('enough'));
    });
    await expect(post('{}', abort.signal)).rejects.toThrow('enough');
    await cut.promise;
    await expect(post('{}', abort.signal)).rejects.toThrow('enough');
  });

  it('an abort ends the wait for a connection', async () => {
    const abort = new AbortController();
    // Lets callers in and says nothing: their TLS never comes to its end.
    const server = createTcp((socket) => {
      place.defer(() => void socket.destroy());
      abort.abort(new RangeError('enough'));
    });
    const post = posting(`https://127.0.0.1:${await listening(server)}`);
    await expect(post('{}', abort.signal)).rejects.toThrow('enough');
  });
});
