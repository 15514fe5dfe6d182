/** What SET changes, and what unbalanced transactions are told. */
import type { SqlError } from './tokens.ts';

export interface Settings {
  abortOnError: boolean;
  /** What touches data begins a transaction when none is open. */
  implicit: boolean;
  lockTimeout: string;
}

export const defaultSettings: Settings = {
  abortOnError: false,
  implicit: false,
  lockTimeout: '-1',
};

/** Settings of no effect here are taken and forgotten. */
export function changed(settings: Settings, sql: string): Settings {
  const [, name = '', value = ''] = /^\s*SET\s+(\w+)\s+(\S+)/i.exec(sql) ?? [];
  const on = value.toUpperCase() === 'ON';
  switch (name.toUpperCase()) {
    case 'XACT_ABORT':
      return { ...settings, abortOnError: on };
    case 'IMPLICIT_TRANSACTIONS':
      return { ...settings, implicit: on };
    case 'LOCK_TIMEOUT':
      return { ...settings, lockTimeout: value };
    default:
      return settings;
  }
}

export const noTransaction = (word: string, number: number): SqlError => ({
  number,
  message: `The ${word} TRANSACTION request has no corresponding BEGIN TRANSACTION.`,
});

export const mismatch = (before: number, after: number): SqlError => ({
  number: 266,
  message: `Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. Previous count = ${before}, current count = ${after}.`,
});
