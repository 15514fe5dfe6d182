/** `node --import register.ts`: whoever asks for `electron` gets the stand-in. */
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: standIn, shortCircuit: true, format: 'module-typescript' }
      : next(name, context),
});
