import type { Hono } from 'hono';
import type { Settings } from '../../preload/contract/settings.ts';
import type { Dispatcher } from '../contract/dispatch.ts';
import type { Secrets } from '../host.ts';
import type { Clock } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { createInTurn } from '../lib/in-turn.ts';
import type { Log } from '../lib/log.ts';
import type { Sessions } from '../people/sessions.ts';
import { openCertificate } from './certificate.ts';
import { type LanDoor, openLanDoor } from './lan-door.ts';

/** The LAN door over the life of the appliance: it opens anew when its settings change. */
export interface Lan extends AsyncDisposable {
  /** `problem`: what keeps it shut. */
  state(): {
    url: string | null;
    fingerprint: string | null;
    /** PEM, without its key. */
    certificate: string | null;
    problem: unknown;
  };
  reopen(): Promise<void>;
}

export interface LanDeps {
  dispatcher: Dispatcher;
  sessions: Sessions;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  settings(): Settings['lan'];
  pages: Hono;
  api: Hono | null;
  /** Whether the environment says where to listen: what is wrong with it then stops the start. */
  fixed: boolean;
  /** For `/healthz`. */
  healthy(): boolean;
}

const shut = { url: null, fingerprint: null, certificate: null, problem: null };

/**
 * A port that is taken keeps the door shut, not the appliance: the window says why.
 * @throws DiwanError `config_invalid` or `port_in_use` where the environment is at fault
 */
export async function openLan(deps: LanDeps): Promise<Lan> {
  let door: LanDoor | null = null;
  let state: ReturnType<Lan['state']> = shut;
  const inTurn = createInTurn();
  const close = async () => {
    const open = door;
    door = null;
    state = shut;
    await open?.[Symbol.asyncDispose]();
  };
  const reopen = async () => {
    await close();
    try {
      const { host, port, tls } = deps.settings();
      const certificate = tls === 'off' ? plainOnly(host) : await openCertificate(tls, deps);
      door = await openLanDoor({ ...deps, host, port, certificate });
      const { fingerprint = null, cert = null } = certificate ?? {};
      state = { url: door.url, fingerprint, certificate: cert, problem: null };
    } catch (error) {
      deps.log.error({ error }, 'the LAN door stays shut');
      state = { ...shut, problem: error };
    }
  };
  await inTurn(reopen);
  if (deps.fixed && state.problem !== null) throw state.problem;
  return {
    state: () => state,
    reopen: () => inTurn(reopen),
    [Symbol.asyncDispose]: () => inTurn(close),
  };
}

/** Passwords never cross a network in plain text. */
function plainOnly(host: string): null {
  if (/^(127\.|localhost$|::1$)/.test(host)) return null;
  throw new DiwanError('config_invalid', {
    params: { problems: 'DIWAN_LAN_TLS: off is for this machine alone' },
  });
}
