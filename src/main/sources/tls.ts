import { readFileSync } from 'node:fs';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import { DiwanError } from '../lib/errors.ts';
import { type Endpoint, isLoopback } from './hosts.ts';
import type { Reach, Target } from './source.ts';

/** `prefer`: encrypted where the server can, else plain. */
export interface TlsChoice {
  mode: 'off' | 'prefer' | 'on';
  /** `authority` checks who signed, `identity` the name too. */
  verify: 'none' | 'authority' | 'identity';
}

const choices: Readonly<Record<string, TlsChoice>> = {
  disable: { mode: 'off', verify: 'none' },
  disabled: { mode: 'off', verify: 'none' },
  allow: { mode: 'prefer', verify: 'none' },
  prefer: { mode: 'prefer', verify: 'none' },
  preferred: { mode: 'prefer', verify: 'none' },
  require: { mode: 'on', verify: 'identity' },
  required: { mode: 'on', verify: 'identity' },
  noverify: { mode: 'on', verify: 'none' },
  verifyca: { mode: 'on', verify: 'authority' },
  verifyfull: { mode: 'on', verify: 'identity' },
  verifyidentity: { mode: 'on', verify: 'identity' },
};

const yes = /^(true|yes|1|on|mandatory|strict)$/i;
const no = /^(false|no|0|off|optional)$/i;

/**
 * Encrypted and verified by default, except to this machine itself. `sslmode` as PostgreSQL and
 * MySQL name it, but `require` verifies too: a certificate nobody signed is taken only on
 * `sslmode=no-verify` or `TrustServerCertificate=true`.
 */
export function tlsChoice(parameters: Target['parameters'], endpoint: Endpoint): TlsChoice {
  const asked = sslMode(parameters) ?? (isLoopback(endpoint.address) ? 'prefer' : 'require');
  const choice = choices[asked];
  if (choice === undefined) {
    const reason = 'sslmode is none of disable, prefer, require, verify-ca, verify-full, no-verify';
    throw new DiwanError('connection_string_invalid', { params: { why: 'sslmode', reason } });
  }
  const trusted = yes.test(parameters.trustservercertificate ?? '');
  return trusted ? { ...choice, verify: 'none' } : choice;
}

function sslMode(parameters: Target['parameters']): string | null {
  if (parameters.sslmode) return parameters.sslmode.toLowerCase().replace(/[\s_-]/g, '');
  const flag = parameters.ssl ?? parameters.usessl ?? parameters.encrypt ?? '';
  if (yes.test(flag)) return 'require';
  return no.test(flag) ? 'disable' : null;
}

/** Node's options for a choice. A file of authorities is read for operators only. */
export function tlsOptions(
  choice: TlsChoice,
  endpoint: Endpoint,
  parameters: Target['parameters'],
  reach: Reach,
): ConnectionOptions {
  const file = parameters.sslrootcert ?? parameters.sslca;
  const ca = file && reach === 'anywhere' ? { ca: readFileSync(file, 'utf8') } : {};
  return {
    ...ca,
    rejectUnauthorized: choice.verify !== 'none',
    // The address was resolved beforehand: what must match is the name that was asked for.
    checkServerIdentity: (_host, certificate) =>
      choice.verify === 'identity' ? checkServerIdentity(endpoint.name, certificate) : undefined,
  };
}
