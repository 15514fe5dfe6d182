import { setFlagsFromString } from 'node:v8';

/**
 * From here on V8 leaves WASM at its baseline compiler: optimising the parsers takes hundreds of
 * MB for half a minute (all four dialects: 695 MB against 156) to save 0.05 ms a statement.
 */
export function keepWasmAtBaseline(): void {
  // Electron may have frozen V8's flags: there they are given when it starts, or not at all.
  if (process.versions['electron'] !== undefined) return;
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
