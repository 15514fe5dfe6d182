import type { Button } from './button.ts';
import { databaseButton } from './database-buttons.ts';
import { languageButton } from './language-buttons.ts';
import { sqlButton } from './sql.ts';

export const buttons: readonly Button[] = [databaseButton, languageButton, sqlButton];

export const findButton = (kind: string): Button | undefined =>
  buttons.find((button) => button.kind === kind);
