import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { File } from '../../../src/preload/contract/entries/file.ts';
import { runToEnd } from '../../support/serve.ts';
import { actOf } from './acts.ts';
import { type Channel, lanAgent, openChannels } from './channels.ts';
import { type City, type CityFaults, openCity } from './city.ts';
import { type Held, type Sample, startGauge, startHeapGauge } from './gauge.ts';
import { judge, type Verdict } from './verdict.ts';
import { type Act, type Book, Visitor } from './visitor.ts';

export interface SoakOptions {
  seconds: number;
  people: number;
  channels: number;
  /** Acts a second, of people and of programs. */
  rate: number;
  programRate: number;
  faults: CityFaults;
  random: () => number;
  say(text: string): void;
}

export interface SoakReport {
  acts: readonly Act[];
  samples: readonly Sample[];
  held: readonly Held[];
  verdict: Verdict;
  faults: { model: Record<string, number>; telegram: number; database: number };
  /** Messages that came faster than Telegram lets through, which the bot must see to itself. */
  refusedByLimits: number;
  modelCalls: number;
  mails: number;
  chain: { code: number | null; out: string };
  /** Milliseconds the appliance took to stop when told to. */
  stopMs: number;
  errors: string;
}

const Diagnostics = z.object({
  memory: z.object({ own: z.object({ heapUsed: z.number() }) }),
});

/** As the diagnostics bundle tells it. */
async function heapOf({ owner }: City): Promise<number> {
  const { text } = File.parse(await owner('health.diagnostics', {}));
  const { memory } = Diagnostics.parse(JSON.parse(text));
  return memory.own.heapUsed;
}

const DatabaseList = z.array(z.object({ id: z.number(), name: z.string() }));

/** Lets a crowd live with the appliance for a while, and says how it was. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  await using city = await openCity(options.random, options.faults);
  await using agent = lanAgent();
  const book: Book = { began: performance.now(), acts: [] };
  const visitors = Array.from(
    { length: options.people },
    (_, n) => new Visitor(city.telegram, 10_000 + n, book),
  );
  await settleIn(city, visitors, options);
  const databases = DatabaseList.parse(await city.owner('databases.list', {}));
  const ids = databases.map(({ id }) => id);
  const channels = await openChannels(city, agent, options.channels, ids, book);
  options.say('everybody is there');
  const baselines = new Map(visitors.map(({ chat, person }) => [chat, person.chat.last?.id ?? 0]));
  book.acts.length = 0;
  book.began = performance.now();
  const measured = await (async () => {
    using gauge = startGauge(city.served.ready.pid, Math.max(500, options.seconds * 5));
    using heap = startHeapGauge(() => heapOf(city), Math.max(500, options.seconds * 5));
    await Promise.all([crowd(visitors, options), programs(channels, options)]);
    return { samples: gauge.samples, held: heap.held };
  })();
  return { acts: book.acts, ...measured, ...(await afterwards(city, book, baselines)) };
}

/** What stands when the appliance has been stopped. */
async function afterwards(
  city: City,
  { acts }: Book,
  baselines: ReadonlyMap<number, number>,
): Promise<Omit<SoakReport, 'acts' | 'samples' | 'held'>> {
  const { elapsedMs } = await city.served.stop();
  const chain = await runToEnd(['verify-log'], city.env);
  return {
    verdict: judge(city, acts, baselines),
    faults: {
      model: Object.fromEntries(city.struck),
      telegram: city.refusals.strikes,
      database: city.wire.dropped(),
    },
    refusedByLimits: city.telegram.refused,
    modelCalls: city.models.reduce((sum, model) => sum + model.count(), 0),
    mails: city.mails.arrived.length,
    chain: { code: chain.code, out: chain.out.trim() },
    stopMs: elapsedMs,
    errors: city.served.errors(),
  };
}

/** Everybody starts; every fifth founds an organisation, which the next three join. */
async function settleIn(
  city: City,
  visitors: readonly Visitor[],
  { say }: SoakOptions,
): Promise<void> {
  await inTurn(visitors, 8, (visitor) => visitor.say('/start', /Hello/).then(ended));
  say(`${visitors.length} people have started`);
  const groups = Array.from({ length: Math.floor(visitors.length / 5) }, (_, n) => n * 5);
  await inTurn(groups, 4, async (at) => {
    const founder = visitors[at];
    if (!founder) return;
    ended(await founder.say(`/createorg House ${at}`, /stands, and you are its owner/));
    await founder.person.chat.sees(/User name/, { timeout: 60_000 });
    ended(await founder.say('/invite 3 24', /An invitation to/));
    const code = /\/join (\S+)/.exec(invitation(founder))?.[1] ?? '';
    await inTurn(visitors.slice(at + 1, at + 4), 3, (member) =>
      member.say(`/join ${code}`, new RegExp(`Welcome to House ${at}`)).then(ended),
    );
  });
  say(`${groups.length} organisations stand`);
  await inTurn(visitors, 8, (visitor) =>
    visitor.say('/selectdb Depot', /From now on I answer from Depot/).then(ended),
  );
  // What is on its way to somebody still (menus, credentials) is none of the soak's.
  await city.telegram.waitFor(() => city.telegram.pendingUpdates === 0);
  await sleep(1_500);
}

const invitation = ({ person }: Visitor): string =>
  person.chat.fromBot.findLast(({ text }) => text.includes('/join '))?.text ?? '';

function ended(act: Act): void {
  if (act.end !== 'answered') throw new Error(`nobody settles in: ${act.kind} ${act.end}`);
}

/** So many at once. */
async function inTurn<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Acts arrive by chance at an even rate, whoever is free doing them; then all that is open ends. */
async function crowd(visitors: readonly Visitor[], options: SoakOptions): Promise<void> {
  const { random } = options;
  await arrivals(options, options.rate, () => {
    const free = visitors.filter(({ busy }) => !busy);
    const visitor = free[Math.floor(random() * free.length)];
    if (!visitor) return null;
    visitor.busy = true;
    return actOf(visitor, random).finally(() => {
      visitor.busy = false;
    });
  });
}

async function programs(channels: readonly Channel[], options: SoakOptions): Promise<void> {
  const { random } = options;
  await arrivals(
    options,
    options.programRate,
    () => channels[Math.floor(random() * channels.length)]?.act(random) ?? null,
  );
}

async function arrivals(
  { seconds, random }: SoakOptions,
  rate: number,
  arrive: () => Promise<unknown> | null,
): Promise<void> {
  const open = new Set<Promise<unknown>>();
  const end = performance.now() + seconds * 1_000;
  let failed: unknown = null;
  let next = performance.now();
  while (performance.now() < end && failed === null) {
    next += (-Math.log(1 - random()) * 1_000) / rate;
    await sleep(Math.max(0, next - performance.now()));
    const done = arrive();
    if (!done) continue;
    open.add(done);
    const over = () => void open.delete(done);
    done.then(over, (error: unknown) => {
      failed = error;
      over();
    });
  }
  await Promise.allSettled(open);
  if (failed !== null) throw failed;
}
