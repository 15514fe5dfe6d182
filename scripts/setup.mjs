/**
 * Makes a bare clone ready, in one go, on Node 20 or later and npm alone:
 *   node scripts/setup.mjs [--build | --only-build] [--test] [--run FILE …]
 * Installs the locked packages when the lockfile changed, builds when a source changed, and with
 * --test sees that the real servers the tests start are there. Speaks on stderr only: stdout
 * belongs to what --run names. That is run by the Node that came with the packages where the
 * machine's is too old: a shell that started this one still remembers where it found the old one.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const toRun = given.includes('--run') ? given.splice(given.indexOf('--run')).slice(1) : [];
const flags = new Set(given);
const installed = join(root, 'node_modules/.diwan-installed');
const built = join(root, 'out/.diwan-built');

const say = (text) => process.stderr.write(`diwan: ${text}\n`);
const fail = (text) => {
  say(text);
  process.exit(1);
};
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Runs a command, its output on stderr, with a sign of life every ten seconds. */
function run(what, command, args, options = {}) {
  const began = Date.now();
  say(`${what}…`);
  const beat = setInterval(
    () => say(`${what}… ${Math.round((Date.now() - began) / 1000)} s`),
    10_000,
  );
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
    child.on('error', () => done(127));
    child.on('exit', (code) => done(code ?? 1));
  }).finally(() => clearInterval(beat));
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** What the machine itself must have: how to see that it is there, and Debian's name for it. */
const machine = {
  keychain: { there: () => hasLibrary('libsecret-1'), packages: ['libsecret-1-dev'] },
  tests: [
    { there: () => onPath('chromium'), packages: ['chromium', 'fonts-noto-core'] },
    {
      there: () => existsSync('/usr/sbin/mariadbd') || onPath('mariadbd'),
      packages: ['mariadb-server'],
    },
    { there: () => onPath('gnome-keyring-daemon'), packages: ['gnome-keyring'] },
    { there: () => onPath('dbus-run-session'), packages: ['dbus'] },
  ],
};

function hasLibrary(name) {
  try {
    execFileSync('pkg-config', ['--exists', name], { stdio: 'ignore' });
    return true;
  } catch {
    // pkg-config itself may be missing: then Debian's own folder tells.
    return filesBelow('/usr/include/libsecret-1').length > 0;
  }
}

async function aptInstall(packages) {
  const mayInstall = process.getuid?.() === 0 && onPath('apt-get');
  if (!mayInstall) return false;
  const quiet = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 2],
  };
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if ((await run('refreshing the package list', 'apt-get', ['update', '-qq'], quiet)) !== 0)
    return false;
  return (await run(`installing ${packages.join(', ')}`, 'apt-get', args, quiet)) === 0;
}

async function installPackages() {
  const want = fingerprint([join(root, 'package-lock.json'), join(root, 'package.json')]);
  if (read(installed) === want) return;
  if (process.platform === 'linux' && !machine.keychain.there()) {
    if (!(await aptInstall(machine.keychain.packages))) {
      say(
        'no libsecret headers: the OS keychain will not be used; install libsecret-1-dev for it.',
      );
    }
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('installing the packages of package-lock.json', npm, args, {
    shell: process.platform === 'win32',
  });
  if (code !== 0) fail(`npm ci failed (${code}). Its reason stands above; then run this again.`);
  writeFileSync(installed, want);
}

async function prepareTests() {
  const missing = machine.tests.filter((part) => !part.there()).flatMap((part) => part.packages);
  if (missing.length === 0) return;
  if (!(await aptInstall(missing))) {
    fail(`the tests use real servers. Install these first: ${missing.join(' ')}`);
  }
}

async function buildSources() {
  const files = ['src', 'resources', 'test/support'].flatMap((folder) =>
    filesBelow(join(root, folder)),
  );
  const want = fingerprint([
    ...files,
    join(root, 'electron.vite.config.ts'),
    join(root, 'package-lock.json'),
  ]);
  if (read(built) === want) return;
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const code = await run('building', nodeForTools(), [tool, 'build', '--logLevel', 'warn']);
  if (code !== 0) fail('the build failed; its reason stands above.');
  mkdirSync(dirname(built), { recursive: true });
  writeFileSync(built, want);
}

/** The Node that came with the packages where the machine's own is too old for them. */
function nodeForTools() {
  const own = join(root, 'node_modules/.bin/node');
  const oldMachine = Number(process.versions.node.split('.')[0]) < 22;
  if (!oldMachine) return process.execPath;
  if (existsSync(own) && statSync(own).isFile()) return own;
  return fail('Node 22 or later is needed on this platform: https://nodejs.org');
}

if (Number(process.versions.node.split('.')[0]) < 20) fail('Node 20 or later is needed.');
if (!flags.has('--only-build')) await installPackages();
if (flags.has('--test')) await prepareTests();
if (flags.has('--build') || flags.has('--only-build')) await buildSources();
if (toRun.length > 0) runAtLast(toRun);

/** In this process's place: its terminal, its signals, its end. */
function runAtLast(args) {
  const child = spawn(nodeForTools(), args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
