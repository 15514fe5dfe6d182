import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const root = join(import.meta.dirname, '../..');

/** As a bare clone finds it: not the one that came with the packages. */
const ownNode = (): string =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((path) => existsSync(path)) ?? process.execPath;

it('runs what follows by a Node that is new enough, whatever the machine has', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'told.mjs');
  writeFileSync(
    file,
    `console.log(JSON.stringify([process.version, ...process.argv.slice(2)]));
     process.exitCode = 3;`,
  );
  const args = ['scripts/setup.mjs', '--only-build', '--run', file, '--ask', 'two words'];
  const child = spawn(ownNode(), args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const [version, ...told] = JSON.parse(said);
  expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(22);
  expect([told, code]).toEqual([['--ask', 'two words'], 3]);
});

it('lets no script start Node anew in a shell that knows only the old one', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wrong = Object.entries(scripts).filter(([, line]) => /&& node /.test(String(line)));
  expect(wrong).toEqual([]);
});
