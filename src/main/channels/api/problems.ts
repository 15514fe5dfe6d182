import type { z } from 'zod';
import type { Language } from '../../../preload/contract/answer.ts';
import { type Params, say } from '../../lib/i18n.ts';

type Issue = z.core.$ZodIssue;

/** A schema's own words: the key of a text, given as its message. */
const key = 'channel.problem.';

/** What is wrong with one part of a request, in words; `given` is the whole of it. */
export function problemOf(language: Language, issue: Issue, given: unknown): string {
  const tell = (name: string, params: Params = {}) => say(language, `${key}${name}`, params);
  if (issue.message.startsWith(key)) return say(language, issue.message);
  if (issue.code === 'unrecognized_keys') return tell('unknown');
  if (valueAt(given, issue.path) === undefined) return tell('missing');
  switch (issue.code) {
    case 'invalid_type':
      return tell(`type.${types[issue.expected] ?? 'other'}`);
    case 'invalid_value':
      return tell('oneOf', { options: issue.values.map(String).join(', ') });
    case 'too_small':
      return tell(`least.${units[issue.origin] ?? 'number'}`, { count: Number(issue.minimum) });
    case 'too_big':
      return tell(`most.${units[issue.origin] ?? 'number'}`, { count: Number(issue.maximum) });
    case 'invalid_format':
      return tell(issue.format === 'datetime' ? 'datetime' : 'form');
    default:
      return tell('form');
  }
}

/** Where it is: the keys nobody knows are fields of their own. */
export const placesOf = ({ code, path, ...issue }: Issue): PropertyKey[][] =>
  code === 'unrecognized_keys' && 'keys' in issue
    ? issue.keys.map((name) => [...path, name])
    : [path];

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  int: 'whole',
  boolean: 'boolean',
  object: 'object',
  array: 'list',
};

const units: Readonly<Record<string, string>> = { string: 'letters', array: 'items' };

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    given,
  );
