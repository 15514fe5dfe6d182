import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPost, type Post } from '../../src/main/model/post.ts';

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

async function postTo(listener: RequestListener): Promise<Post> {
  const server = createServer(listener);
  place.defer(() => server.closeAllConnections());
  const port = await listening(server);
  return openPost(new URL(`http://127.0.0.1:${port}/v1/chat?x=1`), { 'x-sent': 'yes' });
}

const wanted = new AbortController().signal;

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
    const posted = await post('{}', wanted);
    expect([posted.status, posted.headers['retry-after']]).toEqual([429, '7']);
    expect(posted.text).toBe('é/v1/chat?x=1 {}');
  });

  it('says that the connection broke in the middle', async () => {
    const post = await postTo((_, response) => {
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(post('{}', wanted)).rejects.toThrow();
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
    const post = openPost(new URL(`https://127.0.0.1:${await listening(server)}/`), {});
    await expect(post('{}', abort.signal)).rejects.toThrow('enough');
  });
});
