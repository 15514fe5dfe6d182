/**
 * Run after `npm install` where the registry lacks some platforms' binary packages: npm then leaves
 * them out of package-lock.json, and `npm ci` refuses the file everywhere. Adds them back, by name:
 *   node scripts/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** `@scope/name-linux-arm64-musl` to the conditions npm would have read from the package itself. */
function conditions(name) {
  const os = /(android|darwin|freebsd|linux|openharmony|win32)/.exec(name)?.[1];
  const cpu = /(arm64|x64|arm|ia32|ppc64|riscv64|s390x)/.exec(name)?.[1];
  const libc = /(musl|gnu)/.exec(name)?.[1];
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
    ...(libc ? { libc: [libc === 'gnu' ? 'glibc' : libc] } : {}),
  };
}

let added = 0;
for (const owner of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    // Only exact versions can be told without asking the registry.
    if (lock.packages[path] || !/^\d/.test(version)) continue;
    lock.packages[path] = {
      version,
      ...conditions(name),
      ...(owner.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} added\n`);
