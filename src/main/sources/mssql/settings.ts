import { DiwanError } from '../../lib/errors.ts';
import type { Reach, Target } from '../source.ts';

/** What a target says about reaching a SQL Server, with Diwan's defaults filled in. */
export interface Settings {
  /** `strict` is TDS 8: TLS before anything else, SQL Server 2022 and later. */
  encrypt: boolean | 'strict';
  trustServerCertificate: boolean;
  /** The name on the server's certificate, where it is not the host's. */
  certificateName: string | null;
  /** A PEM file with the authority that signed it. */
  authorityFile: string | null;
  readOnlyIntent: boolean;
  /** A Windows domain: the user signs in by NTLM. */
  domain: string | null;
  user: string;
  password: string;
  /** A named instance, whose port the SQL Server Browser knows. */
  instance: string | null;
  connectMs: number;
}

const invalid = (reason: string): DiwanError =>
  new DiwanError('connection_string_invalid', { params: { reason } });

const yes = /^(true|yes|1|mandatory|required|sspi)$/i;
const no = /^(false|no|0|optional)$/i;

function choice(target: Target, key: string, otherwise: boolean): boolean {
  const value = target.parameters[key];
  if (value === undefined || value === '') return otherwise;
  if (yes.test(value)) return true;
  if (no.test(value)) return false;
  throw invalid(`${key} is neither yes nor no`);
}

const word = (target: Target, ...keys: string[]): string | null =>
  keys.map((key) => target.parameters[key]?.trim()).find((value) => value) ?? null;

/** `DOMAIN\user`, or a domain of its own. */
function signIn(target: Target): Pick<Settings, 'domain' | 'user' | 'password'> {
  const [, prefix, name] = /^([^\\]+)\\(.+)$/.exec(target.user ?? '') ?? [];
  const domain = word(target, 'domain') ?? prefix ?? null;
  const user = name ?? target.user ?? '';
  if (choice(target, 'integratedsecurity', false) && (domain === null || user === '')) {
    throw invalid(
      'Windows sign-in needs User Id=DOMAIN\\user and Password: the account of this machine cannot be used',
    );
  }
  if (user === '') throw invalid('no user is named');
  return { domain, user, password: target.password ?? '' };
}

function encryption(target: Target): Settings['encrypt'] {
  if (/^strict$/i.test(target.parameters.encrypt ?? '')) return 'strict';
  return choice(target, 'encrypt', true);
}

function seconds(target: Target, otherwiseMs: number): number {
  const value = Number(word(target, 'connecttimeout') ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? Math.min(value * 1000, 60_000) : otherwiseMs;
}

/** Throws `connection_string_invalid` {reason}. `connectMs` is the patience when none is given. */
export function readSettings(target: Target, reach: Reach, connectMs: number): Settings {
  const authorityFile = word(target, 'servercertificate', 'sslrootcert');
  if (authorityFile !== null && reach !== 'anywhere') {
    throw invalid('a certificate file can only be named by the operator of this machine');
  }
  return {
    ...signIn(target),
    encrypt: encryption(target),
    trustServerCertificate: choice(target, 'trustservercertificate', false),
    certificateName: word(target, 'hostnameincertificate', 'servername'),
    authorityFile,
    // Diwan only reads: a listener with replicas may send it to one, others ignore the wish.
    readOnlyIntent: !/^readwrite$/i.test(word(target, 'applicationintent') ?? ''),
    instance: word(target, 'instancename'),
    connectMs: seconds(target, connectMs),
  };
}
