/** The practice model's answer to «what SQL answers this?»: the plan, as a language model gives it. */
import type { Clarification, Language } from '../../../preload/contract/answer.ts';
import type { Facts, Message } from '../model.ts';
import { clarifyPhrase, clarifyRank, clarifyTie } from './clarify.ts';
import { earlierTime, followUp, isFollowUp } from './follow.ts';
import { type LinkIndex, linkIndexOf } from './link/index.ts';
import { answerReading } from './query/answer.ts';
import { columnsFor, conditionOn } from './query/lookup.ts';
import { withoutIdioms } from './reading/idioms.ts';
import { addresses, asksForMail, namedRecipient, withoutRecipient } from './reading/mail.ts';
import { readQuestion } from './reading/read.ts';
import type { Reading, Unknown } from './reading/reading.ts';
import { isOnlyShape, withoutShape } from './reading/shape.ts';
import { asksToWrite } from './reading/writing.ts';
import { examplesText } from './say/examples.ts';
import { filtersSaid, interpret, periodsSaid } from './say/interpretation.ts';
import { list, quote, say } from './say/texts.ts';
import { type Catalog, catalogOf } from './schema/catalog.ts';
import { dialects } from './sql/dialect.ts';
import { answerTalk } from './talk.ts';
import { isUndecided, languageOf } from './words/language.ts';

export interface Plan {
  way: 'sql' | 'email' | 'conversation' | 'none' | 'clarify';
  sql: string | null;
  answer: string | null;
  interpretation: string | null;
  period: string | null;
  filters: string[];
  recipients: string[];
  language: Language;
  clarify: Clarification | null;
}

type PlanFacts = Extract<Facts, { kind: 'plan' }>;

const plan = (language: Language, way: Plan['way'], parts: Partial<Plan>): Plan => ({
  way,
  sql: null,
  answer: null,
  interpretation: null,
  period: null,
  filters: [],
  recipients: [],
  language,
  clarify: null,
  ...parts,
});

const asksNothing = (reading: Reading): boolean =>
  reading.wishes.length + reading.show.length === 0 &&
  reading.subject === null &&
  reading.rank === null &&
  reading.missing === null;

interface Talk {
  catalog: Catalog;
  links: LinkIndex;
  language: Language;
  today: string;
  /** As many questions are remembered as can be: the oldest may go on from one that is not. */
  cut: boolean;
}

const read = (talk: Talk, question: string): Reading =>
  readQuestion(withoutIdioms(question, talk.language), talk.language, talk.links, talk.today);

/** The question, joined to the one before it that it goes on from. */
function readWithHistory(talk: Talk, question: string, earlier: readonly string[]): Reading {
  const backwards = earlier.length > 0 && earlierTime.test(question);
  const reading = read(talk, backwards ? question.replace(earlierTime, ' ') : question);
  const goesOn = backwards || isOnlyShape(question) || isFollowUp(question, reading);
  if (earlier.length === 0 || !goesOn) return reading;
  const last = lastAsked(talk, earlier);
  if (last === null || (backwards && last.periods.length === 0)) return reading;
  return isOnlyShape(question) ? last : followUp(last, reading, backwards);
}

const furthest = 6;
/** Questions before this one that a chat keeps. */
const remembered = 5;

/** The latest question that asked for something, itself joined to those before it. */
function lastAsked(talk: Talk, earlier: readonly string[]): Reading | null {
  const recent = earlier.slice(-furthest);
  for (let at = recent.length - 1; at >= 0; at -= 1) {
    const question = recent[at] ?? '';
    const language = languageOf(question);
    const reading = readWithHistory({ ...talk, language }, question, recent.slice(0, at));
    // What the oldest that is remembered goes on from is forgotten: half a question is none.
    if (at === 0 && talk.cut && isFollowUp(question, reading)) return null;
    if (!asksNothing(reading)) return reading;
  }
  return null;
}

/** What the person asked before this, oldest first. */
const earlierQuestions = (messages: readonly Message[], question: string): string[] => {
  const asked = messages.filter(({ role }) => role === 'user').map(({ text }) => text.trim());
  return asked.at(-1) === question.trim() ? asked.slice(0, -1) : asked;
};

const echoed = { words: 4, letters: 40 };

/** What was not understood, as a hint: words only, few and short. */
function wordsOf(unknown: readonly Unknown[]): string[] {
  const words = unknown.map(({ text }) => text.trim()).filter((text) => /[\p{L}\p{N}]/u.test(text));
  return [...new Set(words)].map((text) =>
    text.length > echoed.letters ? `${text.slice(0, echoed.letters).toWellFormed()}…` : text,
  );
}

function notAnswered(talk: Talk, unknown: readonly Unknown[]): Plan {
  const examples = examplesText(talk.catalog, talk.language);
  const words = wordsOf(unknown);
  const said = words.slice(0, echoed.words).map(quote);
  const more = words.length > said.length ? ['…'] : [];
  const key = words.length > 0 ? 'notUnderstood' : 'notAnswerable';
  const values = { words: list([...said, ...more], talk.language), examples };
  return plan(talk.language, 'none', { answer: say(talk.language, key, values) });
}

/** A name that was not sampled: looked for where only one column can hold it, else asked. */
function planPhrase(talk: Talk, reading: Reading, phrase: Unknown): Plan {
  const columns = columnsFor(talk.catalog, reading, phrase);
  const [column, ...others] = columns;
  if (column === undefined) return notAnswered(talk, reading.unknown);
  if (others.length === 0) {
    const filters = [...reading.filters, conditionOn(column, phrase)];
    return planReading(talk, { ...reading, filters, unknown: [] });
  }
  const clarify = clarifyPhrase(phrase, columns, reading);
  return plan(talk.language, 'clarify', { clarify, answer: clarify.question });
}

/** Tables the question names that the SQL does not read: then it answers something else. */
const untouchedTables = (sql: string, reading: Reading): Unknown[] =>
  reading.context
    .filter(({ links }) => {
      const tables = links.flatMap((link) => (link.kind === 'entity' ? [link.entity] : []));
      return tables.length > 0 && !tables.some(({ table }) => sql.includes(table.name));
    })
    .map(({ text, start, end }) => ({ text, start, end, place: false, named: false, of: null }));

function planReading(talk: Talk, reading: Reading): Plan {
  const { language } = talk;
  const [phrase, ...others] = reading.unknown;
  if (asksNothing(reading) || others.length > 0) return notAnswered(talk, reading.unknown);
  if (phrase !== undefined) return planPhrase(talk, reading, phrase);
  const outcome = answerReading(talk.catalog, dialects[talk.catalog.schema.dialect], reading);
  if (outcome.kind === 'nothing') return notAnswered(talk, []);
  const untouched = outcome.kind === 'sql' ? untouchedTables(outcome.sql, reading) : [];
  if (untouched.length > 0) return notAnswered(talk, untouched);
  if (outcome.kind === 'sql')
    return plan(language, 'sql', {
      sql: outcome.sql,
      interpretation: interpret(outcome),
      period: periodsSaid(outcome),
      filters: filtersSaid(outcome),
    });
  const clarify =
    outcome.kind === 'tie' ? clarifyTie(outcome.tie, reading) : clarifyRank(outcome.by, reading);
  return clarify === null
    ? notAnswered(talk, [])
    : plan(language, 'clarify', { clarify, answer: clarify.question });
}

/** Mail is asked for by an address or by words; its rows are this question's or the last one's. */
function planMail(talk: Talk, question: string, earlier: readonly string[]): Plan | null {
  if (!asksForMail(question)) return null;
  const name = namedRecipient(question);
  const recipients = name === null ? addresses(question) : [name];
  const reading = readWithHistory(talk, withoutRecipient(question), earlier);
  const own = asksNothing(reading) ? (lastAsked(talk, earlier) ?? reading) : reading;
  const planned = planReading(talk, own);
  return planned.way === 'sql' ? { ...planned, way: 'email', recipients } : planned;
}

/** A question that was asked back about comes with the option that was chosen: a whole question. */
const chosen = (text: string): string => /\n\([^\n]*[?؟] ([^\n]+)\)$/.exec(text)?.[1] ?? text;

const plainly = (text: string): string => (isOnlyShape(text) ? text : withoutShape(chosen(text)));

export function planQuestion(facts: PlanFacts, messages: readonly Message[]): Plan {
  const { schema } = facts;
  const question = plainly(facts.question);
  const earlier = earlierQuestions(messages, facts.question).map(plainly);
  const last = earlier.at(-1);
  const language = languageOf(last !== undefined && isUndecided(question) ? last : question);
  const catalog = schema === null ? null : catalogOf(schema);
  const links = catalog === null ? null : linkIndexOf(catalog);
  const talked = answerTalk(question, language, catalog, links);
  if (talked !== null) return plan(language, 'conversation', { answer: talked });
  if (catalog === null || links === null)
    return plan(language, 'none', { answer: say(language, 'noDatabase') });
  const talk: Talk = {
    catalog,
    links,
    language,
    today: facts.now.slice(0, 10),
    cut: earlier.length >= remembered,
  };
  if (asksToWrite(question)) {
    const examples = examplesText(catalog, language);
    return plan(language, 'none', { answer: say(language, 'readOnly', { examples }) });
  }
  if (facts.previous !== null) {
    const examples = examplesText(catalog, language);
    return plan(language, 'none', { answer: say(language, 'repair', { examples }) });
  }
  return (
    planMail(talk, question, earlier) ?? planReading(talk, readWithHistory(talk, question, earlier))
  );
}
