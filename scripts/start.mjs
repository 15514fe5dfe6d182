/**
 * `npm start`: the owner's window; where Electron's binary can not be had, the same page headless,
 * in the browser.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Electron downloads its binary when first asked for it; that may be impossible here. */
async function electronBinary() {
  const require = createRequire(join(root, 'package.json'));
  const folder = dirname(require.resolve('electron/package.json'));
  const known = () => {
    const path = join(folder, 'path.txt');
    const binary = existsSync(path) ? join(folder, 'dist', readFileSync(path, 'utf8').trim()) : '';
    return binary !== '' && existsSync(binary) ? binary : null;
  };
  if (known()) return known();
  const installer = join(folder, 'install.js');
  if (!existsSync(installer)) return null;
  process.stderr.write('diwan: fetching Electron…\n');
  const code = await new Promise((done) => {
    const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: 180_000 });
    child.on('error', () => done(1)).on('exit', done);
  });
  return code === 0 ? known() : null;
}

function openInBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  // Without a browser to open, the address on the terminal is enough.
  opener.on('error', () =>
    process.stderr.write('diwan: no browser could be opened; use the address above.\n'),
  );
  opener.unref();
}

const electron =
  process.env.DISPLAY || process.platform !== 'linux' || process.env.WAYLAND_DISPLAY
    ? await electronBinary()
    : null;
const args = electron ? [root] : [join(root, 'out/main/headless.js'), 'serve'];
if (!electron) {
  process.stderr.write(
    'diwan: there is no Electron or no display on this machine, so the owner’s page opens in the browser instead.\n',
  );
}
/** With this code the appliance asks to be started again; Electron does that by itself. */
const restartCode = process.env.DIWAN_RESTART_CODE || '75';
let child = null;

function start() {
  child = spawn(electron ?? process.execPath, args, {
    stdio: electron ? 'inherit' : ['inherit', 'pipe', 'inherit'],
    env: { ...process.env, DIWAN_RESTART_CODE: restartCode },
  });
  let line = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    if (line.includes('\n')) return;
    line += text;
    if (!line.includes('\n')) return;
    const { owner } = JSON.parse(line.split('\n')[0]);
    process.stderr.write(`diwan: the owner’s page: ${owner}\n`);
    if (owner) openInBrowser(owner);
  });
  child.on('exit', (code) => (String(code) === restartCode ? start() : process.exit(code ?? 0)));
}

start();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
