/** Values nobody expects in a field. */
export const nastyValues: readonly unknown[] = [
  null,
  [],
  {},
  '',
  ' ',
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202eabc\u2066',
  '../../../../etc/passwd',
  "'; DROP TABLE users; --",
  '$t(errors.internal) {{name}} %s',
  'x'.repeat(100_000),
  ['__proto__'],
  { toString: null, length: -1 },
];

const deep = (open: string, close: string, times: number) =>
  open.repeat(times) + close.repeat(times);

/** Bodies that are no input of anything, as text. */
export const nastyBodies: readonly string[] = [
  '',
  'null',
  '[]',
  '"x"',
  '1',
  '-0',
  '1e999',
  'true',
  '{',
  '}{',
  '{"a":1,"a":2',
  '\u0000',
  '\ufeff{}x',
  'undefined',
  'NaN',
  deep('[', ']', 50_000),
  deep('{"a":', '}', 20_000).replace('{"a":}', '{}'),
  '{"__proto__":{"access":"operator","polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '{"id":1e400,"databaseId":-1e400,"userId":"1","invitationId":[1]}',
  `{"${'k'.repeat(50_000)}":1}`,
  'a=1&b=2',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
];

/** The inputs that result when one field after the other is spoilt. */
export function* spoilt(input: Readonly<Record<string, unknown>>): Generator<unknown> {
  for (const field of Object.keys(input))
    for (const value of nastyValues) yield { ...input, [field]: value };
}
