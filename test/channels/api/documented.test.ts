import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, apiHouse, model, type Said, superKey } from '../../support/api-house.ts';
import { createTestClock } from '../../support/clock.ts';

let house: ApiHouse;
const clock = createTestClock({ start: Date.now() });
beforeAll(async () => {
  house = await apiHouse(() => ({ text: 'Fine.' }), {}, clock);
});
afterAll(() => house[Symbol.asyncDispose]());

type Provoked = [method: string, path: string, status: number, act: () => Promise<Said>];

const asking = { user_id: 'alice', text: 'Hello' };
const completing = { model, messages: [{ role: 'user', content: 'Hello' }] };
const large = JSON.stringify({ ...asking, text: 'x'.repeat(1_100_000) });

/** A right key where wrong ones came before it; a quarter of an hour later all is forgotten. */
async function afterGuesses(method: string, path: string, body: unknown): Promise<Said> {
  for (let guess = 0; guess < 5; guess += 1) await house.call('GET', '/admin', { key: 'wrong' });
  const said = await house.call(method, path, { key: superKey, body });
  clock.advance(15 * 60_000);
  return said;
}

/** A request for every status of every endpoint that the description names. */
async function provocations(): Promise<Provoked[]> {
  const program = await house.channel();
  const idle = await house.channel({ is_active: false });
  const full = await house.channel({ daily_quota: 0 });
  const { key } = program;
  const as = (method: string, path: string, options: Parameters<ApiHouse['call']>[2] = {}) =>
    house.call(method, path, { key, ...options });
  const failing = async (act: () => Promise<Said>) => {
    house.models.script(() => ({ status: 401, message: 'no' }));
    const said = await act();
    house.models.script(() => ({ text: 'Fine.' }));
    return said;
  };
  const asks = (path: string, body: unknown): Provoked[] => [
    ['post', path, 200, () => as('POST', path, { body })],
    ['post', path, 401, () => as('POST', path, { key: undefined, body })],
    ['post', path, 403, () => as('POST', path, { key: idle.key, body })],
    ['post', path, 413, () => as('POST', path, { body: large })],
    ['post', path, 422, () => as('POST', path, { body: {} })],
    ['post', path, 429, () => as('POST', path, { key: full.key, body })],
    ['post', path, 503, () => failing(() => as('POST', path, { body }))],
  ];
  const reads = (path: string): Provoked[] => [
    ['get', path, 200, () => as('GET', path)],
    ['get', path, 401, () => as('GET', path, { key: undefined })],
    ['get', path, 403, () => as('GET', path, { key: superKey })],
  ];
  const admin = (method: string, path: string, body?: unknown, real = path): Provoked[] => [
    [method, path, 401, () => house.call(method.toUpperCase(), real, { body })],
    [method, path, 403, () => house.call(method.toUpperCase(), real, { key, body })],
    [method, path, 429, () => afterGuesses(method.toUpperCase(), real, body)],
  ];
  const by = (method: string, path: string, body?: unknown) => () =>
    house.call(method.toUpperCase(), path, { key: superKey, body });
  const one = '/admin/channels/{id}';
  const keys = `${one}/keys`;
  const own = `/admin/channels/${program.channelId}`;
  const spare = await house.channel();
  const made = { channel_id: 'brand-new', title: 'New' };
  const usage = `/admin/keys/${program.keyId}/usage`;
  return [
    ...asks('/chat', asking),
    ...asks('/chat/completions', completing),
    [
      'post',
      '/chat/completions',
      404,
      () => as('POST', '/chat/completions', { body: { ...completing, model: 'none' } }),
    ],
    ...reads('/commands'),
    ...reads('/models'),
    ['get', '/admin', 200, by('get', '/admin/')],
    ...admin('get', '/admin'),
    ['get', '/admin/channels', 200, by('get', '/admin/channels?active_only=True&days=7')],
    ['get', '/admin/channels', 422, by('get', '/admin/channels?days=soon')],
    ...admin('get', '/admin/channels'),
    ['post', '/admin/channels', 201, by('post', '/admin/channels', made)],
    ['post', '/admin/channels', 409, by('post', '/admin/channels', made)],
    ['post', '/admin/channels', 413, by('post', '/admin/channels', large)],
    ['post', '/admin/channels', 422, by('post', '/admin/channels', { title: 'No id' })],
    ...admin('post', '/admin/channels', made),
    ['patch', one, 200, by('patch', own, { daily_quota: 5 })],
    ['patch', one, 404, by('patch', '/admin/channels/nobody', { daily_quota: 5 })],
    ['patch', one, 413, by('patch', own, large)],
    ['patch', one, 422, by('patch', own, { databases: [4_711] })],
    ...admin('patch', one, {}, own),
    ['get', keys, 200, by('get', `${own}/keys`)],
    ['get', keys, 404, by('get', '/admin/channels/nobody/keys')],
    ...admin('get', keys, undefined, `${own}/keys`),
    ['post', keys, 201, by('post', `/admin/channels/${spare.id}/keys`, {})],
    ['post', keys, 404, by('post', '/admin/channels/nobody/keys', {})],
    ['post', keys, 413, by('post', `${own}/keys`, large)],
    ['post', keys, 422, by('post', `${own}/keys`, { expires_at: '2020-01-01T00:00:00Z' })],
    ...admin('post', keys, {}, `${own}/keys`),
    [
      'delete',
      `${keys}/{key_id}`,
      200,
      by('delete', `/admin/channels/${spare.id}/keys/${spare.keyId}`),
    ],
    ['delete', `${keys}/{key_id}`, 404, by('delete', `${own}/keys/none`)],
    ...admin('delete', `${keys}/{key_id}`, undefined, `${own}/keys/1`),
    ['get', '/admin/keys/{key_id}/usage', 200, by('get', usage)],
    ['get', '/admin/keys/{key_id}/usage', 404, by('get', '/admin/keys/99999/usage')],
    ['get', '/admin/keys/{key_id}/usage', 422, by('get', `${usage}?days=0`)],
    ...admin('get', '/admin/keys/{key_id}/usage', undefined, usage),
    ['get', '/openapi.json', 200, () => house.call('GET', '/openapi.json')],
    ['get', '/docs', 200, () => house.call('GET', '/docs')],
  ];
}

interface Described {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
}

const documented = ({ paths }: Described): string[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${path} ${status}`),
    ),
  );

describe('the description', () => {
  it('names every status that occurs, and each of them can be provoked', async () => {
    const described = (await house.call('GET', '/openapi.json')).json as Described;
    expect(described.openapi).toBe('3.1.0');
    const seen: string[] = [];
    for (const [method, path, status, act] of await provocations()) {
      const said = await act();
      expect(said.status, `${method} ${path}: ${said.text.slice(0, 300)}`).toBe(status);
      if (status >= 400) expectFailure(said);
      seen.push(`${method} ${path} ${status}`);
    }
    expect([...new Set(seen)].sort()).toEqual(documented(described).sort());
  });

  it('is a page that loads nothing and runs nothing', async () => {
    const { text, headers } = await house.call('GET', '/docs');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(text).not.toMatch(/<script|src=|https?:\/\/(?!127)/);
    for (const path of ['/v1/chat', '/v1/admin/channels', '/v1/models'])
      expect(text).toContain(path);
    for (const field of ['user_id', 'usage.cost', 'result.columns[].name', 'receipt.stages[].cost'])
      expect(text).toContain(`<code>${field}</code>`);
    // What a shell leaves as it is would send no key.
    expect(text).not.toMatch(/(&#39;|')Authorization/);
    expect(text.replace(/<pre>.*?<\/pre>/gs, '')).not.toContain('`');
  });

  it('says 404 of other addresses and 405 of other methods, in words', async () => {
    const nothing = await house.call('GET', '/nothing', { headers: { 'Accept-Language': 'fa' } });
    expect(nothing).toMatchObject({ status: 404, json: { success: false, error: 'not_found' } });
    expect(nothing.json.response).toMatch(/\p{Script=Arabic}/u);
    const wrong = await house.call('PUT', '/chat');
    expect(wrong).toMatchObject({ status: 405, json: { error: 'method_not_allowed' } });
    expect(wrong.headers.get('allow')).toBe('POST');
  });
});

function expectFailure({ json, text }: Said): void {
  expect(json, text).toBeTruthy();
  if (typeof json.error === 'object') {
    expect(json.error.message.length).toBeGreaterThan(10);
    return;
  }
  expect(json).toMatchObject({ success: false, error: expect.any(String) });
  expect(json.response.length).toBeGreaterThan(10);
}

describe('keys', () => {
  it('name the field of a wrong body', async () => {
    const { key } = await house.channel();
    const { json } = await house.call('POST', '/chat', { key, body: { user_id: '', text: 5 } });
    expect(json.error).toBe('validation_error');
    const fields = json.details.map((one: { field: string }) => one.field);
    expect(fields.sort()).toEqual(['text', 'user_id']);
  });

  it('tell in the channel’s language what is wrong with it', async () => {
    const wrong = { user_id: '', stream: 1, database: 0.5, colour: 'red' };
    const problemsOf = async (language: string) => {
      const { key } = await house.channel({ language });
      const { json } = await house.call('POST', '/chat', { key, body: wrong });
      const { details }: { details: { field: string; message: string }[] } = json;
      return Object.fromEntries(details.map(({ field, message }) => [field, message]));
    };
    expect(await problemsOf('en')).toEqual({
      user_id: 'should have at least 1 character',
      text: 'is missing',
      stream: 'should be true or false',
      database: 'should be a whole number',
    });
    for (const message of Object.values(await problemsOf('ar')))
      expect(message).toMatch(/\p{Script=Arabic}/u);
    const made = await house.admin('POST', '/channels', {
      ...{ channel_id: 'my site', access_type: 'open', daily_quota: -3, colour: 'red' },
    });
    expect(made.json.details).toEqual(
      expect.arrayContaining([
        { field: 'title', message: 'is missing' },
        { field: 'channel_id', message: 'should be 1 to 64 ASCII characters without spaces' },
        { field: 'access_type', message: 'should be one of: public, private' },
        { field: 'daily_quota', message: 'should be at least 0' },
        { field: 'colour', message: 'is not known here' },
      ]),
    );
    const list = await house.call('POST', '/chat', { key: (await house.channel()).key, body: [] });
    expect(list.json.details).toEqual([{ field: 'body', message: 'should be an object' }]);
    const { id, key } = await house.channel();
    const empty = await house.call('POST', '/chat', { key });
    expect(empty.json.response).toBe(
      'The request cannot be read: user_id: is missing; text: is missing.',
    );
    const rotated = await house.admin('POST', `/channels/${id}/keys`);
    expect(rotated.status).toBe(201);
    const strange = await house.admin('PATCH', `/channels/${id}`, { databases: [77] });
    expect(strange.json.response).not.toMatch(/\.\./);
  });

  it('name it in a conversation of OpenAI’s clients, too', async () => {
    const { key } = await house.channel();
    const problems: [messages: unknown, param: string][] = [
      [[], 'messages'],
      [[{ role: 'system', content: [] }], 'messages.0.content'],
      [[{ role: 'assistant', content: 'Hello' }], 'messages'],
      [[{ role: 'user', content: ' ' }], 'messages'],
    ];
    for (const [messages, param] of problems) {
      const body = { model, messages };
      const { status, json } = await house.call('POST', '/chat/completions', { key, body });
      expect([status, json.error.param], JSON.stringify(messages)).toEqual([422, param]);
    }
  });

  it('are shown once, stored as hashes, and open only their own door', async () => {
    const { key, channelId } = await house.channel();
    expect(key).toMatch(/^ark_[0-9a-f]{40}$/);
    const listed = await house.admin('GET', `/channels?channel_id=${channelId}`);
    expect(listed.text).toContain(key.slice(0, 8));
    expect(listed.text).not.toContain(key);
    const stored = house.app.manager.file.prepare('SELECT * FROM api_keys').all();
    expect(JSON.stringify(stored)).not.toContain(key);
    expect((await house.call('GET', '/admin', { key })).status).toBe(403);
    expect((await house.call('GET', '/commands', { key: superKey })).status).toBe(403);
    expect((await house.call('GET', '/commands', { headers: { 'X-API-Key': key } })).status).toBe(
      200,
    );
  });

  it('can be rotated with an overlap, revoked, and end', async () => {
    const { id, key, keyId } = await house.channel();
    const ask = (one: string) => house.call('GET', '/commands', { key: one });
    const rotated = await house.admin('POST', `/channels/${id}/keys`, { overlap_hours: 1 });
    const next = rotated.json.api_key;
    expect([(await ask(key)).status, (await ask(next)).status]).toEqual([200, 200]);
    const listed = (await house.admin('GET', `/channels/${id}/keys`)).json.keys;
    expect(listed).toMatchObject([
      { is_active: true, replaced: false, expires_at: null },
      { is_active: true, replaced: true, expires_at: expect.any(String) },
    ]);
    await house.admin('DELETE', `/channels/${id}/keys/${keyId}`);
    expect([(await ask(key)).status, (await ask(next)).status]).toEqual([403, 200]);
    const last = await house.admin('POST', `/channels/${id}/keys`, { overlap_hours: 0 });
    expect([(await ask(next)).status, (await ask(last.json.api_key)).status]).toEqual([403, 200]);
    const keys = (await house.admin('GET', `/channels/${id}/keys`)).json.keys;
    expect(keys.map((one: { is_active: boolean }) => one.is_active)).toEqual([true, false, false]);
  });

  it('stop at once when their channel is switched off', async () => {
    const { channelId, key } = await house.channel();
    expect((await house.call('GET', '/commands', { key })).status).toBe(200);
    await house.admin('PATCH', `/channels/${channelId}`, { is_active: false });
    expect((await house.call('GET', '/commands', { key })).json.error).toBe('access_denied');
  });
});
