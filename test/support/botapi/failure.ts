/** What Telegram would refuse: becomes `{ok: false, error_code, description, parameters}`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: number;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export const badRequest = (what: string): Failure => new Failure(400, `Bad Request: ${what}`);

export const forbidden = (what: string): Failure => new Failure(403, `Forbidden: ${what}`);

export const tooMany = (seconds: number): Failure =>
  new Failure(429, `Too Many Requests: retry after ${seconds}`, seconds);
