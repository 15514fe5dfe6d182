import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Compiles each file as a module, without running it; answers what does not compile. */
const compileAll = `
import { readFileSync } from 'node:fs';
import { SourceTextModule } from 'node:vm';
const failed = [];
for (const file of process.argv.slice(1)) {
  try { new SourceTextModule(readFileSync(file, 'utf8')); }
  catch (error) { failed.push(file + ': ' + error.message); }
}
process.stdout.write(JSON.stringify(failed));`;

it('builds nothing that does not compile, not even what is loaded late', () => {
  const folder = join(root, 'out/main');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file));
  const told = execFileSync(
    process.execPath,
    ['--experimental-vm-modules', '--input-type=module', '--eval', compileAll, ...files],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  expect(files.length).toBeGreaterThan(4);
  expect(JSON.parse(told)).toEqual([]);
});
