import { z } from 'zod';

type Call = (name: string, input?: unknown) => Promise<unknown>;

const Created = z.object({ channel: z.object({ id: z.number() }) });

/** Programs that ask: one in use with limits of its own, one whose key was rotated, one shut. */
export async function furnishChannels(call: Call, databaseId: number): Promise<void> {
  const create = async (input: object) =>
    Created.parse(await call('channels.create', input)).channel.id;
  const site = await create({
    channelId: 'website',
    title: 'Help on the website',
    accessType: 'public',
    databases: [databaseId],
    dailyQuota: 5,
    monthlyQuota: 2_000,
    monthlyBudget: 10_000_000_000,
  });
  for (const text of ['What were total sales by region?', '/help', 'Sales by region, please'])
    await call('channels.try', { id: site, text });
  const report = await create({
    channelId: 'bi-report',
    title: 'تقرير المبيعات الأسبوعي',
    databases: [databaseId],
    language: 'ar',
  });
  await call('channels.rotate', { id: report, overlapHours: 24, expiresAt: null });
  const old = await create({ channelId: 'old-bot', title: 'Old bot' });
  await call('channels.change', { id: old, change: { isActive: false } });
}
