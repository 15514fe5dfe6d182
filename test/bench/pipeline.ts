import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Models } from '../../src/main/model/model.ts';
import type { Answer } from '../../src/preload/contract/answer.ts';
import { type AskHouse, askHouse } from '../support/ask-house.ts';
import { figure, percentile, type Scenario } from './bench.ts';
import { watchTurns } from './loop-turns.ts';

const usage = { input: 342, cached: 0, output: 103, thinking: 0 };
const plan = JSON.stringify({ way: 'sql', sql: 'SELECT count(*) AS orders FROM orders' });
const text = 'There are 300 orders.';

/** Answers at once, inside the process. */
const instant: Models = {
  generate: async () => ({ text: plan, usage, elapsedMs: 0 }),
  stream: async (_request, onText) => {
    onText(text);
    return { text, usage, elapsedMs: 0 };
  },
  list: async () => [],
  keyMissing: async () => null,
};

/** What a question costs beyond its model and its query. */
export async function benchPipeline(): Promise<Scenario> {
  await using house = await askHouse(() => ({}), instant);
  // A shared machine may hold the database's process back: a timeout here would measure that.
  house.settings.limits.timeoutMs = 30_000;
  await askMany(house, 200, 1);
  const alone = await measure(house, 500, 1);
  const crowd = await measure(house, 2_000, 32);
  return {
    name: 'pipeline: a question with a 0 ms model and a trivial query, both excluded',
    rows: [
      figure('overhead alone, p50', alone.p50, 'ms', 3),
      figure('overhead alone, p99', alone.p99, 'ms'),
      figure('overhead with 32 at once, p50', crowd.p50, 'ms'),
      figure('overhead with 32 at once, p99', crowd.p99, 'ms'),
      figure('CPU a question with 32 at once', crowd.cpuMs, 'ms', 1.5),
      figure('questions a second with 32 at once', crowd.perSecond, '/s'),
      figure('longest block of the event loop', crowd.longestTurnMs, 'ms', 20),
      figure('the same with the wait for the processor', crowd.longestBlockMs, 'ms'),
    ],
  };
}

async function measure(house: AskHouse, questions: number, atOnce: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  using turns = watchTurns();
  delay.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const overheads = await askMany(house, questions, atOnce);
  const elapsed = performance.now() - began;
  const used = process.cpuUsage(cpu);
  delay.disable();
  return {
    p50: percentile(overheads, 0.5),
    p99: percentile(overheads, 0.99),
    cpuMs: (used.user + used.system) / 1_000 / questions,
    perSecond: (questions * 1_000) / elapsed,
    longestTurnMs: turns.longestMs(),
    longestBlockMs: delay.max / 1e6,
  };
}

async function askMany(house: AskHouse, questions: number, atOnce: number): Promise<number[]> {
  const overheads: number[] = [];
  let left = questions;
  const person = async (id: number) => {
    while (left-- > 0) {
      const began = performance.now();
      const { answer } = await house.ask('How many orders?', {
        as: { userId: id, turn: `user:${id}` },
      });
      overheads.push(performance.now() - began - excluded(answer));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, id) => person(id)));
  return overheads;
}

const excluded = (answer: Answer): number =>
  answer.receipt.stages.reduce(
    (sum, stage) => sum + stage.elapsedMs,
    answer.result?.elapsedMs ?? 0,
  );
