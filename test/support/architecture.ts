import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { parseSync } from 'rolldown/utils';

/** One import of one file: type imports and dynamic ones included. */
export interface Import {
  from: string;
  /** A path from the root for our own files, else the package's name. */
  to: string;
}

export interface SourceFile {
  path: string;
  text: string;
}

/** Every TypeScript file below a folder, paths from `root` with forward slashes. */
export function sourceFiles(root: string, folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(root, path).replaceAll('\\', '/'),
      text: readFileSync(path, 'utf8'),
    }));
}

export function importsOf(file: SourceFile): Import[] {
  const { module } = parseSync(file.path, file.text);
  const fixed = module.staticImports.map((one) => one.moduleRequest.value);
  const passedOn = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    file.text.slice(moduleRequest.start, moduleRequest.end),
  );
  const named = dynamic.flatMap((text) => /^['"`]([^'"`$]+)['"`]$/.exec(text)?.[1] ?? []);
  return [...fixed, ...passedOn, ...named].map((name) => ({
    from: file.path,
    to: resolve(file.path, name),
  }));
}

function resolve(from: string, name: string): string {
  if (name.startsWith('.')) return posix.join(posix.dirname(from), name.replace(/\?.*$/, ''));
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

export interface Rule {
  name: string;
  /** Which files the rule speaks of. */
  from: RegExp;
  /** What they must not import; own files by path, packages by name. */
  to: RegExp;
  except?: RegExp;
}

export const violations = (imports: readonly Import[], rules: readonly Rule[]): string[] =>
  imports.flatMap((one) =>
    rules
      .filter(
        (rule) => rule.from.test(one.from) && !rule.except?.test(one.from) && rule.to.test(one.to),
      )
      .map((rule) => `${one.from} -> ${one.to}: ${rule.name}`),
  );
