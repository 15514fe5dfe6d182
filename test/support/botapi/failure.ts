/** What Telegram would refuse: becomes `{ok: false, error_code, description, parameters}`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: number;
  /** What Telegram adds for a program to go by. */
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;

  constructor(code: number, description: string, parameters?: Failure['parameters']) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string): Failure => new Failure(400, `Bad Request: ${what}`);

export const forbidden = (what: string): Failure => new Failure(403, `Forbidden: ${what}`);

export const tooMany = (seconds: number): Failure =>
  new Failure(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

export const upgraded = (chat: number): Failure =>
  new Failure(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
    migrate_to_chat_id: chat,
  });
