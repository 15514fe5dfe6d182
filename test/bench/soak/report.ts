import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawSvg } from '../../../src/main/answers/draw.ts';
import type { Chart, Usage } from '../../../src/preload/contract/answer.ts';
import { type Figure, figure, percentile, type Scenario } from '../bench.ts';
import { leastOf, mean, type Trend, trendOf } from './gauge.ts';
import type { SoakReport } from './run.ts';
import type { Act } from './visitor.ts';

/** The first part of a soak, in which caches fill and the engine compiles. */
const warmUp = (seconds: number): number => Math.min(300, seconds / 4);

const isQuestion = ({ kind }: Act): boolean =>
  ['question', 'follow-up', 'channel question'].includes(kind);

export interface Trends {
  megabytes: Trend;
  handles: Trend;
  latencyMs: Trend;
}

export function trendsOf({ samples, acts }: SoakReport, seconds: number): Trends {
  const from = warmUp(seconds);
  const late = samples.filter(({ at }) => at >= from && at <= seconds);
  const of = (value: (sample: (typeof late)[number]) => number) =>
    trendOf(late.map((sample) => ({ at: sample.at, value: value(sample) })));
  return {
    megabytes: of((sample) => sample.megabytes),
    handles: of((sample) => sample.handles),
    latencyMs: trendOf(
      // The median of each span: one model that sleeps is no trend.
      spans(seconds, 30)
        .filter(([begin]) => begin >= from)
        .flatMap(([begin, end]) => {
          const ms = latencies(acts, begin, end);
          return ms.length === 0 ? [] : [{ at: begin, value: percentile(ms, 0.5) }];
        }),
    ),
  };
}

export function figuresOf(report: SoakReport, seconds: number): Figure[] {
  const { acts, verdict, samples, held, faults } = report;
  const kept = leastOf(held.filter(({ at }) => at >= warmUp(seconds) && at <= seconds));
  const { megabytes, handles, latencyMs } = trendsOf(report, seconds);
  const count = (end: Act['end']) => acts.filter((act) => act.end === end).length;
  const ms = latencies(acts, 0, seconds);
  const cpu = ((samples.at(-1)?.cpu ?? 0) - (samples[0]?.cpu ?? 0)) / seconds;
  const modelFaults = Object.values(faults.model).reduce((sum, struck) => sum + struck, 0);
  const neverEnded = faults.model['never ends'] ?? 0;
  // What such a call has spent nobody can know, so it is guessed; the last may wait for a restart.
  const guessed = Math.max(0, verdict.unknownCalls - neverEnded);
  const none = (metric: string, list: readonly string[]) => figure(metric, list.length, '', 0);
  return [
    figure('acts', acts.length, ''),
    figure('  answered', count('answered'), ''),
    figure('  ended in a clear error', count('error'), ''),
    figure('model calls', report.modelCalls, ''),
    figure('  of them made to fail', modelFaults, ''),
    figure('Telegram calls refused with retry_after', faults.telegram, ''),
    figure('database connections cut', faults.database, ''),
    figure('mails arrived', report.mails, ''),
    none('lost answers', verdict.lost),
    none('doubled answers', verdict.doubled),
    none('answers in a wrong chat', verdict.mixed),
    none('answers with wrong numbers or memory', verdict.wrong),
    none('messages that nobody asked for', verdict.unasked),
    none('mails sent twice', verdict.mailsTwice),
    figure('messages over Telegram’s limits', report.refusedByLimits, '', 0),
    figure('tokens handed out', tokens(verdict.handedOut), ''),
    figure('tokens billed too much or too little', tokensApart(verdict), '', 0),
    figure('calls that never ended', neverEnded, ''),
    figure('calls billed by a guess that did end', guessed, '', 0),
    figure('activity chain broken', report.chain.code === 0 ? 0 : 1, '', 0),
    none('damaged files', verdict.damaged),
    figure('answer, median', percentile(ms, 0.5), 'ms'),
    figure('answer, 95 of 100', percentile(ms, 0.95), 'ms'),
    figure('median of the last third against the first', ratio(latencyMs), '×', 1.25),
    figure('memory, mean of the first third', megabytes.first, 'MB'),
    figure('memory, mean of the last third', megabytes.last, 'MB', megabytes.first * 1.15),
    figure('memory, slope', megabytes.perHour, 'MB/h'),
    figure('heap after a collection, least of the first half', kept.first, 'MB'),
    figure('heap after a collection, least of the last half', kept.last, 'MB', kept.first + 20),
    figure('handles, mean of the first third', handles.first, ''),
    figure('handles, mean of the last third', handles.last, '', handles.first * 1.15),
    figure('processor used by the appliance', cpu, 'cores'),
    figure('stops in', report.stopMs, 'ms', 2_000),
  ];
}

const ratio = ({ first, last }: Trend): number => last / first;
const tokens = ({ input, output }: Usage): number => input + output;
const tokensApart = ({ handedOut, billed }: SoakReport['verdict']): number =>
  Math.abs(handedOut.input - billed.input) + Math.abs(handedOut.output - billed.output);

export const scenarioOf = (report: SoakReport, seconds: number, people: number): Scenario => ({
  name: `soak: ${people} people for ${seconds / 60} minutes`,
  rows: figuresOf(report, seconds),
});

function latencies(acts: readonly Act[], from: number, to: number): number[] {
  const ended = acts.filter((act) => act.end === 'answered' && isQuestion(act));
  return ended.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms);
}

function spans(seconds: number, count: number): [number, number][] {
  const each = seconds / count;
  return Array.from({ length: count }, (_, n) => [n * each, (n + 1) * each]);
}

/** Memory, handles and the time an answer takes, each as an SVG; returns their paths. */
export function drawReport(report: SoakReport, seconds: number, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const charts = { memory: memory(report, seconds), ...others(report, seconds) };
  return Object.entries(charts).map(([name, chart]) => {
    const path = join(folder, `soak-${name}.svg`);
    writeFileSync(path, drawSvg(chart));
    return path;
  });
}

const lines = (title: string, seconds: number, series: Chart['series']): Chart => ({
  kind: 'line',
  title,
  rtl: false,
  labels: spans(seconds, 30).map(([begin]) => `${(begin / 60).toFixed(seconds < 600 ? 1 : 0)} min`),
  series,
});

function memory(report: SoakReport, seconds: number): Chart {
  return lines('Resident memory of the appliance, MB', seconds, [
    { name: 'the process', values: sampled(report, seconds, ({ megabytes }) => megabytes) },
    { name: 'its children', values: sampled(report, seconds, (one) => one.childMegabytes) },
  ]);
}

function others(report: SoakReport, seconds: number): Record<string, Chart> {
  const share = (part: number) => (span: [number, number]) => {
    const ms = latencies(report.acts, ...span);
    return ms.length === 0 ? null : Math.round(percentile(ms, part));
  };
  return {
    handles: lines('Open handles', seconds, [
      { name: 'all', values: sampled(report, seconds, ({ handles }) => handles) },
      { name: 'sockets', values: sampled(report, seconds, ({ sockets }) => sockets) },
    ]),
    latency: lines('From question to answer, ms', seconds, [
      { name: 'median', values: spans(seconds, 30).map(share(0.5)) },
      { name: '95 of 100', values: spans(seconds, 30).map(share(0.95)) },
    ]),
  };
}

const sampled = (
  { samples }: SoakReport,
  seconds: number,
  value: (sample: SoakReport['samples'][number]) => number,
): (number | null)[] =>
  spans(seconds, 30).map(([begin, end]) => {
    const within = samples.filter(({ at }) => at >= begin && at < end);
    return within.length === 0 ? null : Math.round(mean(within.map(value)));
  });
