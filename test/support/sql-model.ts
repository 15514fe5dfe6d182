import type { Scripted } from './models/script.ts';

/** A model that plans one statement and then says one thing about its rows. */
export const sqlModel =
  (sql: string, text: string): Scripted =>
  (call) =>
    call.json ? { json: { way: 'sql', sql, interpretation: 'As asked.' } } : { text };
