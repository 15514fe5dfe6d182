/** Who may come in, and what is said to them, in SQL Server's words. */
import type { Login } from './answers.ts';
import type { Login as LoginRequest } from './login.ts';
import {
  doneToken,
  environmentChange,
  featureAckToken,
  infoToken,
  loginAckToken,
  type SqlError,
} from './tokens.ts';
import { defaultCollation } from './types.ts';

export interface Route {
  host: string;
  port: number;
}

/** The database asked for, and every reason to refuse, in the order they are sent. */
export function admit(
  server: { files: ReadonlyMap<string, string>; refusal: SqlError | null },
  request: LoginRequest,
  login: Login | null,
  user: string,
): { database: string; refusals: SqlError[] } {
  const database = request.database === '' ? 'master' : request.database;
  const key = database.toLowerCase();
  const permitted = login?.databases?.some((name) => name.toLowerCase() === key) ?? true;
  const refusals = () => {
    if (server.refusal !== null) return [server.refusal];
    if (login === null) return [loginFailed(user)];
    return server.files.has(key) && permitted ? [] : [cannotOpen(database), loginFailed(user)];
  };
  return { database, refusals: refusals() };
}

/** The tokens of a login that succeeded, in the server's order. */
export function welcome(request: LoginRequest, database: string, route: Route | null): Buffer[] {
  return [
    environmentChange.database(database, 'master'),
    infoToken({ number: 5701, message: `Changed database context to '${database}'.` }),
    environmentChange.collation(defaultCollation),
    environmentChange.language('us_english'),
    infoToken({ number: 5703, message: 'Changed language setting to us_english.' }),
    loginAckToken(),
    environmentChange.packetSize(request.packetSize),
    ...(request.wantsUtf8 ? [featureAckToken()] : []),
    ...(route === null ? [] : [environmentChange.routing(route.host, route.port)]),
    doneToken('done'),
  ];
}

const loginFailed = (user: string): SqlError => ({
  number: 18456,
  message: `Login failed for user '${user}'.`,
  severity: 14,
});

const cannotOpen = (database: string): SqlError => ({
  number: 4060,
  message: `Cannot open database "${database}" requested by the login. The login failed.`,
  severity: 11,
});
