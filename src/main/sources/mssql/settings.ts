import { DiwanError } from '../../lib/errors.ts';
import { patience } from '../deadline.ts';
import type { Endpoint } from '../hosts.ts';
import type { Reach, Target } from '../source.ts';
import { tlsChoice } from '../tls.ts';

/** What a target says about signing in to a SQL Server, with Diwan's defaults filled in. */
export interface Settings {
  readOnlyIntent: boolean;
  /** A Windows domain: the user signs in by NTLM. */
  domain: string | null;
  user: string;
  password: string;
  /** A named instance, whose port the SQL Server Browser knows. */
  instance: string | null;
  connectMs: number;
}

/** How one connection is encrypted. */
export interface Encryption {
  /** `strict` is TDS 8: TLS before anything else, SQL Server 2022 and later. */
  encrypt: boolean | 'strict';
  /** The server's answer to the wish for TLS must be yes; TDS 8 leaves it no choice. */
  required: boolean;
  trustServerCertificate: boolean;
  /** The name on the server's certificate, where it is not the host's. */
  certificateName: string | null;
  /** A PEM file with the authority that signed it. */
  authorityFile: string | null;
}

const invalid = (why: string, reason: string): DiwanError =>
  new DiwanError('connection_string_invalid', { params: { why, reason } });

const word = (target: Target, ...keys: string[]): string | null =>
  keys.map((key) => target.parameters[key]?.trim()).find((value) => value) ?? null;

/** `DOMAIN\user`, or a domain of its own. */
function signIn(target: Target): Pick<Settings, 'domain' | 'user' | 'password'> {
  const [, prefix, name] = /^([^\\]+)\\(.+)$/.exec(target.user ?? '') ?? [];
  const domain = word(target, 'domain') ?? prefix ?? null;
  const user = name ?? target.user ?? '';
  const windows = /^(true|yes|1|sspi)$/i.test(word(target, 'integratedsecurity') ?? '');
  if (windows && (domain === null || user === '')) {
    throw invalid(
      'windows',
      'Windows sign-in needs User Id=DOMAIN\\user and Password: the account of this machine cannot be used',
    );
  }
  if (user === '') throw invalid('user', 'no user is named');
  return { domain, user, password: target.password ?? '' };
}

function connectPatience(target: Target): number {
  const seconds = Number(word(target, 'connecttimeout'));
  return seconds > 0 ? Math.min(seconds * 1000, 60_000) : patience.connect;
}

/** Throws `connection_string_invalid` {reason}. */
export function readSettings(target: Target): Settings {
  return {
    ...signIn(target),
    // Diwan only reads: a listener with replicas may send it to one, others ignore the wish.
    readOnlyIntent: !/^readwrite$/i.test(word(target, 'applicationintent') ?? ''),
    instance: word(target, 'instancename'),
    connectMs: connectPatience(target),
  };
}

/** The driver cannot check who signed without checking the name too: `verify-ca` checks both. */
export function readEncryption(target: Target, endpoint: Endpoint, reach: Reach): Encryption {
  const choice = tlsChoice(target.parameters, endpoint);
  const strict = /^strict$/i.test(word(target, 'encrypt') ?? '');
  const authority = word(target, 'sslrootcert', 'sslca', 'servercertificate');
  return {
    encrypt: strict ? 'strict' : choice.mode !== 'off',
    required: choice.mode === 'on' && !strict,
    trustServerCertificate: choice.verify === 'none',
    certificateName: word(target, 'hostnameincertificate', 'servername'),
    // A file of this machine is for its operator to name.
    authorityFile: reach === 'anywhere' ? authority : null,
  };
}
