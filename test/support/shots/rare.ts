import type { Page } from 'playwright-core';
import { at, dialog, type Screen } from '../screens.ts';

/** Screens as they look when something wants attention; the answers behind them are made up. */
export const rareScreens: readonly Screen[] = [
  at('overview'),
  at('databases'),
  at('grants', 'databases/1?tab=grants'),
  dialog('grants-accept', 'databases/1?tab=grants', 'grants.accept'),
  at('cases', 'databases?tab=cases'),
  at('budgets', 'costs?tab=budgets'),
  at('setup-lan', 'setup?step=lan'),
];

type Rows = Record<string, unknown>[];
const changed = (change: Record<string, unknown>) => (row: object) => ({ ...row, ...change });

const finding = (severity: string, right: string, key: string, params: object) => ({
  severity,
  right,
  evidence: 'listed',
  explanation: { key: `audit.postgres.${key}`, params },
});

const report = {
  verdict: 'excess',
  login: 'diwan',
  findings: [
    finding('danger', 'SUPERUSER', 'superuser', { login: 'diwan' }),
    finding('excess', 'INSERT', 'write', { object: 'public.orders', right: 'INSERT' }),
    finding('excess', 'CREATE', 'create', { object: 'public' }),
  ],
  script:
    'REVOKE INSERT ON public.orders FROM diwan;\nREVOKE CREATE ON SCHEMA public FROM diwan;\n',
  takenAt: '2026-03-04T09:30:00.000Z',
};

const cases = ['ما إجمالي المبيعات حسب المنطقة في العام الماضي؟', 'Top 5 customers by revenue'].map(
  (question, n) => ({
    id: n + 1,
    conversationId: n + 1,
    userId: 1,
    userName: 'Layla Haddad',
    databaseId: 1,
    reason: n === 0 ? 'المنطقة الشرقية ناقصة' : null,
    createdAt: new Date(Date.now() - (n + 1) * 7_200_000).toISOString(),
    resolvedAt: null,
    question,
    text: n === 0 ? 'أكبرها الخليج.' : 'North Star bought most.',
    sql: 'SELECT region, SUM(total) AS sales FROM orders GROUP BY region ORDER BY sales DESC',
  }),
);

const square =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Crect width='9' height='9' fill='white'/%3E%3Cpath d='M1 1h3v3H1zM5 1h3v3H5zM1 5h3v3H1z'/%3E%3C/svg%3E";

/** What becomes of each answer. */
const answers: Record<string, (answer: unknown) => unknown> = {
  'overview.figures': (answer) => ({ ...(answer as object), openCases: 2 }),
  'overview.health': (answer) =>
    (answer as Rows).map((item) => {
      if (item['part'] === 'bot') return { ...item, state: 'failing', detail: 'token_refused' };
      if (item['part'] !== 'disk') return item;
      return { ...item, state: 'warning', detail: 'low', params: { gigabytes: 1.4 } };
    }),
  'databases.list': (answer) =>
    (answer as Rows).map(
      changed({ grants: 'excess', status: 'failing', statusCode: 'db_timeout' }),
    ),
  'databases.get': (answer) => changed({ grants: 'excess' })(answer as object),
  'databases.grants': () => report,
  'budgets.list': (answer) =>
    (answer as Rows).map((row, n) => ({
      ...row,
      spent: Math.round(Number(row['amount']) * ([0.53, 1, 0.87][n] ?? 0)),
    })),
  'cases.list': () => ({ total: cases.length, cases }),
  'setup.lan': (answer) => ({
    ...(answer as object),
    open: true,
    addresses: ['https://192.168.1.20:8420', 'https://diwan.local:8420'],
    qr: `data:image/svg+xml,${square}`,
  }),
};

/** From now on the page's answers are those of a bad day. */
export async function onABadDay(page: Page): Promise<void> {
  await page.route('**/rpc/*', async (route) => {
    const change = answers[new URL(route.request().url()).pathname.replace('/rpc/', '')];
    if (!change) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, json: change(await response.json()) });
  });
  await page.reload();
}
