import { z } from 'zod';
import reservedJson from '../../../../../resources/practice/reserved.json' with { type: 'json' };
import type { Dialect } from '../../../../preload/contract/database.ts';
import type { Grain } from '../dates/period.ts';

const reserved = new Set(z.array(z.string()).parse(reservedJson));

/** What the four engines say differently. Expressions in, expressions out. */
export interface Sql {
  dialect: Dialect;
  name(name: string): string;
  text(value: string): string;
  /** A date to compare a date column with, `2025-01-01`. */
  date(value: string): string;
  /** A column of text that holds dates, as a date. */
  asDate(column: string): string;
  /** A flag column that is set, or not. */
  flag(column: string, set: boolean): string;
  /** What an average is taken of: SQL Server's average of integers is an integer. */
  averaged(expression: string): string;
  grain(grain: Grain, column: string): string;
  round(expression: string, digits: number): string;
  join(parts: readonly string[]): string;
  /** A pattern of LIKE, compared without case. */
  like(column: string, pattern: string): string;
}

const quotes: Readonly<Record<Dialect, readonly [string, string]>> = {
  mssql: ['[', ']'],
  mysql: ['`', '`'],
  postgres: ['"', '"'],
  sqlite: ['"', '"'],
};

/** Quoted only where the engine needs it, so that the SQL stays readable. */
const namer = (dialect: Dialect) => {
  const plain = dialect === 'postgres' ? /^[a-z_][a-z0-9_]*$/ : /^[A-Za-z_][A-Za-z0-9_]*$/;
  const [open, close] = quotes[dialect];
  return (name: string): string =>
    plain.test(name) && !reserved.has(name.toLowerCase())
      ? name
      : `${open}${name.replaceAll(close, close + close)}${close}`;
};

/** Control and direction characters never belong to a value; the guard refuses them as well. */
const clean = (value: string): string =>
  value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/gu, '');

const quoted = (value: string): string => `'${clean(value).replaceAll("'", "''")}'`;

type Grains = Readonly<Record<Grain, (column: string) => string>>;

const sqliteGrains: Grains = {
  hour: (c) => `CAST(strftime('%H', ${c}) AS INTEGER)`,
  day: (c) => `date(${c})`,
  week: (c) => `strftime('%G-W%V', ${c})`,
  month: (c) => `strftime('%Y-%m', ${c})`,
  quarter: (c) =>
    `strftime('%Y', ${c}) || '-Q' || ((CAST(strftime('%m', ${c}) AS INTEGER) + 2) / 3)`,
  year: (c) => `CAST(strftime('%Y', ${c}) AS INTEGER)`,
  weekday: (c) => `CAST(strftime('%w', ${c}) AS INTEGER)`,
};

const postgresGrains: Grains = {
  hour: (c) => `CAST(EXTRACT(HOUR FROM ${c}) AS INTEGER)`,
  day: (c) => `CAST(${c} AS DATE)`,
  week: (c) => `to_char(${c}, 'IYYY"-W"IW')`,
  month: (c) => `to_char(${c}, 'YYYY-MM')`,
  quarter: (c) => `to_char(${c}, 'YYYY"-Q"Q')`,
  year: (c) => `CAST(EXTRACT(YEAR FROM ${c}) AS INTEGER)`,
  weekday: (c) => `CAST(EXTRACT(DOW FROM ${c}) AS INTEGER)`,
};

const mysqlGrains: Grains = {
  hour: (c) => `HOUR(${c})`,
  day: (c) => `DATE(${c})`,
  week: (c) => `DATE_FORMAT(${c}, '%x-W%v')`,
  month: (c) => `DATE_FORMAT(${c}, '%Y-%m')`,
  quarter: (c) => `CONCAT(YEAR(${c}), '-Q', QUARTER(${c}))`,
  year: (c) => `YEAR(${c})`,
  weekday: (c) => `DAYOFWEEK(${c}) - 1`,
};

const mssqlGrains: Grains = {
  hour: (c) => `DATEPART(hour, ${c})`,
  day: (c) => `CAST(${c} AS date)`,
  // The ISO year is the year of the week's Thursday.
  week: (c) =>
    `CONCAT(YEAR(DATEADD(day, 26 - DATEPART(iso_week, ${c}), ${c})), '-W', RIGHT(CONCAT('0', DATEPART(iso_week, ${c})), 2))`,
  month: (c) => `CONVERT(char(7), ${c}, 126)`,
  quarter: (c) => `CONCAT(YEAR(${c}), '-Q', DATEPART(quarter, ${c}))`,
  year: (c) => `YEAR(${c})`,
  // Day 0 is Monday, 1 January 1900, whatever DATEFIRST says.
  weekday: (c) => `(DATEDIFF(day, 0, ${c}) + 1) % 7`,
};

const joined = (parts: readonly string[]): string => parts.join(" || ' ' || ");
const concatenated = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : `CONCAT(${parts.join(", ' ', ")})`;
const plainRound = (expression: string, digits: number): string =>
  `ROUND(${expression}, ${digits})`;

const itself = (column: string): string => column;
const numberFlag = (column: string, set: boolean): string => `${column} = ${set ? 1 : 0}`;

const common = {
  text: quoted,
  date: quoted,
  asDate: itself,
  flag: numberFlag,
  averaged: itself,
  round: plainRound,
};

export const dialects: Readonly<Record<Dialect, Sql>> = {
  sqlite: {
    ...common,
    dialect: 'sqlite',
    name: namer('sqlite'),
    grain: (grain, column) => sqliteGrains[grain](column),
    join: joined,
    like: (column, pattern) => `${column} LIKE ${quoted(pattern)}`,
  },
  postgres: {
    ...common,
    dialect: 'postgres',
    name: namer('postgres'),
    asDate: (column) => `CAST(${column} AS timestamp)`,
    flag: (column, set) => `${column} IS ${set ? 'TRUE' : 'FALSE'}`,
    grain: (grain, column) => postgresGrains[grain](column),
    // PostgreSQL rounds to digits only what is numeric.
    round: (expression, digits) => `ROUND(CAST(${expression} AS numeric), ${digits})`,
    join: joined,
    like: (column, pattern) => `${column} ILIKE ${quoted(pattern)}`,
  },
  mysql: {
    ...common,
    dialect: 'mysql',
    name: namer('mysql'),
    text: (value) => quoted(value.replaceAll('\\', '\\\\')),
    grain: (grain, column) => mysqlGrains[grain](column),
    join: concatenated,
    // Whether LIKE minds case is the column's collation here.
    like: (column, pattern) =>
      `LOWER(${column}) LIKE ${quoted(pattern.toLowerCase().replaceAll('\\', ''))}`,
  },
  mssql: {
    ...common,
    dialect: 'mssql',
    name: namer('mssql'),
    text: (value) => `N${quoted(value)}`,
    // Without dashes no language setting of the login can read day and month the other way round.
    date: (value) => quoted(value.replaceAll('-', '')),
    asDate: (column) => `CAST(${column} AS datetime2)`,
    averaged: (expression) => `1.0 * ${expression}`,
    grain: (grain, column) => mssqlGrains[grain](column),
    join: concatenated,
    like: (column, pattern) => `LOWER(${column}) LIKE N${quoted(pattern.toLowerCase())}`,
  },
};
