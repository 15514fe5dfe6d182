import { expect, it } from 'vitest';
import { readConfig } from '../src/main/config.ts';
import { printAnswer } from '../src/main/node/commands/print-answer.ts';
import type { Answer } from '../src/preload/contract/answer.ts';

it('a wrong environment is told variable by variable, once each, in words of our own', () => {
  const env = {
    DIWAN_LAN_PORT: 'abc',
    ADMIN_TELEGRAM_IDS: 'x,y',
    DIWAN_LOG_LEVEL: 'loud',
    SMTP_URL: 'mail.example.com',
  };
  expect(() => readConfig(env)).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      params: {
        problems: [
          'SMTP_URL wants smtps://name:password@host:465',
          'ADMIN_TELEGRAM_IDS wants Telegram ids: whole numbers, divided by commas',
          'DIWAN_LAN_PORT wants a port number, 0 to 65535',
          'DIWAN_LOG_LEVEL wants one of: debug, info, warn, error, silent',
        ].join('; '),
      },
    }),
  );
});

it('a terminal shows ids as they are and numbers with separators', () => {
  const answer: Answer = {
    conversationId: 1,
    way: 'sql',
    language: 'en',
    text: 'Two orders.',
    sql: 'SELECT 1',
    result: {
      columns: [
        { name: 'customer_id', type: 'integer' },
        { name: 'total_sales', type: 'float' },
      ],
      rows: [
        [12345, 297203.2],
        [12346, 8],
      ],
      cut: null,
      elapsedMs: 1,
    },
    chart: null,
    clarify: null,
    draft: null,
    doubtfulNumbers: [],
    practice: false,
    receipt: {
      interpretation: null,
      database: null,
      tables: [],
      period: null,
      filters: [],
      rowCount: 2,
      cut: null,
      asOf: null,
      stages: [],
      total: 0,
    },
  };
  const printed = printAnswer(answer);
  expect(printed).toMatch(/12345 +297,203\.20\n/);
  expect(printed).toMatch(/12346 +8\.00\n/);
});
