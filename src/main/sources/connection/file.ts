import type { Target } from '../source.ts';
import { invalid } from './pairs.ts';

export function sqliteTarget(path: string, parameters: Record<string, string>): Target {
  const file = path.trim();
  if (/^\/*(:memory:)?$/.test(file)) throw invalid('file', 'no SQLite file is named');
  return { dialect: 'sqlite', hosts: [], database: file, user: null, password: null, parameters };
}

/**
 * What follows `sqlite:`. `///abs`, SQLAlchemy's `////abs`, `///C:/file` and `//relative` or
 * `relative` without slashes; an optional `?query`.
 */
export function parseFileUrl(rest: string, decode: (text: string) => string): Target {
  const [place = '', query = ''] = rest.split(/\?(.*)/s);
  const path = decode(place.startsWith('//') ? place.slice(2) : place)
    .replace(/^\/\/+/, '/')
    .replace(/^\/([A-Za-z]:[\\/])/, '$1');
  return sqliteTarget(path, Object.fromEntries(new URLSearchParams(query)));
}

/** A path alone, as a file manager gives it. */
export const isFilePath = (text: string): boolean =>
  /^(\/|\.{1,2}[\\/]|[A-Za-z]:[\\/]|[^=;:]+$)/.test(text) &&
  /\.(db|db3|sqlite|sqlite3)$/i.test(text);
