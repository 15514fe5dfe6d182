import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Before all tests: what runs the built product runs the one of these sources. */
export default function build(): void {
  const setup = join(import.meta.dirname, '../../scripts/setup.mjs');
  execFileSync(process.execPath, [setup, '--only-build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
