import { startDemoChat } from '../../../../test/support/botapi/demo.ts';
import { DiwanError } from '../../lib/errors.ts';
import type { Terminal } from './command.ts';
import { demoConfig, openDemo, type Place } from './demo.ts';
import { stopped } from './serve.ts';

const suggestions = {
  en: [
    'What were total sales by region last year?',
    'Top 5 customers by revenue',
    'Sales per month this year',
    'How many orders were returned last quarter?',
  ],
  ar: [
    'ما إجمالي المبيعات حسب المنطقة في العام الماضي؟',
    'أفضل 5 عملاء حسب الإيرادات',
    'المبيعات حسب الشهر هذا العام',
  ],
  fa: [
    'کل فروش به تفکیک منطقه در سال گذشته چقدر بود؟',
    '۵ مشتری برتر بر اساس درآمد',
    'فروش ماهانه امسال',
  ],
};

/** The appliance with a stand-in of Telegram and its chat page, until it is asked to stop. */
export async function serveDemo(
  place: Place,
  port: string | undefined,
  terminal: Terminal,
): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const real = demoConfig(terminal.env, place, {}).models.summary !== 'practice';
  const options = { port: readPort(port), about: about(real), suggestions };
  const chat = stack.use(
    await startDemoChat(options).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') throw cause;
      throw new DiwanError('port_in_use', { cause, params: { port: options.port } });
    }),
  );
  const config = demoConfig(terminal.env, place, {
    TELEGRAM_API_ROOT: chat.root,
    TELEGRAM_BOT_TOKEN: chat.token,
  });
  const { app } = stack.use(await openDemo(config));
  terminal.stderr.write(`\nThe demo is ready. Open this page in a browser:\n\n  ${chat.root}\n\n`);
  if (app.ready.owner) terminal.stderr.write(`The owner's page: ${app.ready.owner}\n\n`);
  terminal.stderr.write('Ctrl+C ends it.\n');
  terminal.stdout.write(`${JSON.stringify({ ready: true, ...app.ready, chat: chat.root })}\n`);
  await stopped(terminal.signal);
  return 0;
}

function readPort(port = '0'): number {
  const problems = '--port wants a number from 0 to 65535';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new DiwanError('config_invalid', { params: { problems } });
  return Number(port);
}

/** What is real here and what is a stand-in, at a glance, in the page's languages. */
function about(realModel: boolean) {
  const line = (what: string, real: boolean, note: string) => ({ what, real, note });
  return {
    en: {
      title: 'Diwan, to try',
      lines: [
        line('Diwan', true, 'the appliance itself: pipeline, guard, ledger'),
        line('Database', true, 'SQLite, read-only; a sample company with made-up data'),
        line(
          'Language model',
          realModel,
          realModel ? 'the one your key leads to' : 'the built-in practice model, without a key',
        ),
        line('Telegram', false, 'this page'),
      ],
    },
    ar: {
      title: 'ديوان للتجربة',
      lines: [
        line('ديوان', true, 'الجهاز نفسه: المسار والحارس والدفتر'),
        line('قاعدة البيانات', true, 'SQLite للقراءة فقط؛ شركة نموذجية ببيانات مختلقة'),
        line(
          'نموذج اللغة',
          realModel,
          realModel ? 'النموذج الذي يقود إليه مفتاحك' : 'نموذج التدريب المدمج، بلا مفتاح',
        ),
        line('تيليجرام', false, 'هذه الصفحة'),
      ],
    },
    fa: {
      title: 'دیوان برای آزمایش',
      lines: [
        line('دیوان', true, 'خود دستگاه: مسیر پرسش، نگهبان، دفتر'),
        line('پایگاه داده', true, 'SQLite فقط‌خواندنی؛ شرکتی نمونه با داده‌های ساختگی'),
        line(
          'مدل زبانی',
          realModel,
          realModel ? 'مدلی که کلید شما به آن می‌رسد' : 'مدل تمرینی درونی، بدون کلید',
        ),
        line('تلگرام', false, 'همین صفحه'),
      ],
    },
  };
}
