import type { Language } from '../../../../preload/contract/answer.ts';
import type { Grain, Period } from '../dates/period.ts';
import type { Link } from '../link/index.ts';
import type { Metric } from '../words/lexicon.ts';
import type { Sort } from './sort.ts';

export type Fn = 'sum' | 'avg' | 'min' | 'max';

/** Words of the question that may mean several things of the schema. */
export interface Mention {
  links: readonly Link[];
  text: string;
  start: number;
  end: number;
}

/** A number that is asked for. */
export type Wish =
  | { kind: 'count'; of: Mention; distinct: boolean }
  | { kind: 'aggregate'; fn: Fn; of: Mention }
  | { kind: 'metric'; metric: Metric; fn: Fn }
  /** «average number of orders per customer»: the inner wish over how many of `per`. */
  | { kind: 'ratio'; of: Wish; per: Mention | Grain };

export type GroupWish =
  | { kind: 'mention'; of: Mention }
  | { kind: 'grain'; grain: Grain; or: Mention | null };

export const comparisons = ['>', '>=', '<', '<=', '='] as const;
export type Comparison = (typeof comparisons)[number];

export type Bound =
  | { kind: 'number'; comparison: Comparison; value: number }
  | { kind: 'between'; low: number; high: number }
  | { kind: 'field'; comparison: Comparison; of: Mention };

export type FilterWish =
  | { kind: 'values'; of: Mention[]; negate: boolean }
  | { kind: 'bound'; of: Mention; bound: Bound }
  | {
      kind: 'text';
      of: Mention | null;
      mode: 'equals' | 'contains' | 'starts';
      text: string;
      negate: boolean;
    }
  | { kind: 'empty'; of: Mention; negate: boolean };

export interface Rank {
  descending: boolean;
  /** Null: all of them. */
  count: number | null;
  of: Mention | Grain;
  /** What decides the rank; null: sales if there are any, else the number of rows that belong. */
  by: Wish | null;
  /** A column of the ranked thing's own. */
  field: Mention | null;
}

/** Words that name nothing known: perhaps a value that was not sampled. */
export interface Unknown {
  text: string;
  start: number;
  end: number;
  /** «in …», «from …»: perhaps a place. */
  place: boolean;
  /** Said as a name is: after a preposition or a table's name, quoted, or with a capital. */
  named: boolean;
  /** The thing it stands beside: «online orders». */
  of: Mention | null;
}

export interface Reading {
  language: Language;
  question: string;
  wishes: Wish[];
  groups: GroupWish[];
  filters: FilterWish[];
  /** Bounds on a measure of each group: «more than 10 orders». */
  having: { of: Wish; bound: Bound }[];
  periods: Period[];
  rank: Rank | null;
  /** What rows are asked for, when no number is. */
  subject: Mention | null;
  show: Mention[];
  /** Date columns that were named beside a period: «hired in 2024». */
  dates: Mention[];
  /** Things the subject must not have: «never sold», «without orders». */
  missing: { of: Mention | 'sales' } | null;
  /** «bought», «sold»: what is counted must have sales. */
  sold: boolean;
  order: 'latest' | 'oldest' | null;
  limit: number | null;
  /** The limit is of the last, not the first: «the bottom 5». */
  bottom: boolean;
  sort: Sort | null;
  distinct: boolean;
  compare: boolean;
  change: boolean;
  trend: boolean;
  running: boolean;
  share: boolean;
  rate: boolean;
  /** Tables that were named in passing: they decide between equal readings. */
  context: Mention[];
  unknown: Unknown[];
}
