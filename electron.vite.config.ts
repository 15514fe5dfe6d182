import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** Loaded by path at run time (native code, WebAssembly, workers of their own): never bundled. */
const external = [
  'electron',
  'electron-updater',
  'keytar',
  'better-sqlite3',
  'libpg-query',
  '@polyglot-sql/sdk',
  '@resvg/resvg-js',
];

/**
 * electron-vite declares `require`, `__dirname` and `__filename` by `const` on top of a chunk, which
 * does not compile where a bundled module declares one of them itself; two `var` may stand together.
 */
const shimsAsVar = {
  name: 'shims-as-var',
  generateBundle(_: unknown, bundle: Record<string, { code?: string }>) {
    for (const chunk of Object.values(bundle)) {
      const shims =
        /\bconst(?= (?:require = __shims_module__|__(?:dir|file)name = (?:import\.meta|__shims_)))/g;
      if (chunk.code) chunk.code = chunk.code.replace(shims, 'var');
    }
  },
};

export default defineConfig({
  main: {
    plugins: [shimsAsVar],
    // What grammY's fetch wants of it is Node's own URL; the package itself loads a module that
    // Node deprecates on stderr.
    resolve: { alias: { 'whatwg-url': 'node:url' } },
    build: {
      // Bundled dependencies start five times faster than a walk through node_modules.
      externalizeDeps: false,
      target: 'node22',
      rolldownOptions: {
        external,
        input: {
          headless: resolve(root, 'src/main/headless.ts'),
          index: resolve(root, 'src/main/index.ts'),
          'checkpoint-worker': resolve(root, 'src/main/store/checkpoint-worker.ts'),
          'draw-child': resolve(root, 'src/main/answers/draw-child.ts'),
          'sqlite-child': resolve(root, 'src/main/sources/sqlite/child.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: resolve(root, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      minify: true,
      target: 'chrome120',
      // The content security policy lets no data: script or style in.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Read from this machine's disk, or from one in the same network.
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        input: {
          owner: resolve(root, 'src/renderer/owner/index.html'),
          member: resolve(root, 'src/renderer/member/index.html'),
        },
      },
    },
  },
});
