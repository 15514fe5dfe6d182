/** What owners say about their databases. */
import { z } from 'zod';
import {
  AnswerCase,
  GlossaryInput,
  GlossaryTerm,
  Note,
  NoteInput,
  Verified,
  VerifiedInput,
} from '../databases.ts';
import { command, query } from '../entry.ts';
import { Page } from '../people.ts';
import { DatabaseId } from './databases.ts';

const Nothing = z.object({});
const Id = z.number().int().positive();

export const Case = AnswerCase.extend({
  question: z.string().nullable(),
  text: z.string().nullable(),
  sql: z.string().nullable(),
});
export type Case = z.infer<typeof Case>;

export const knowledge = {
  'notes.list': query({ access: 'owner', input: DatabaseId, output: z.array(Note) }),
  'notes.set': command({
    access: 'owner',
    input: DatabaseId.extend({ note: NoteInput }),
    output: Note,
  }),
  'glossary.list': query({ access: 'owner', input: DatabaseId, output: z.array(GlossaryTerm) }),
  'glossary.set': command({
    access: 'owner',
    input: DatabaseId.extend(GlossaryInput.shape),
    output: GlossaryTerm,
  }),
  'glossary.remove': command({
    access: 'owner',
    input: DatabaseId.extend({ termId: Id }),
    output: Nothing,
  }),
  'verified.list': query({ access: 'owner', input: DatabaseId, output: z.array(Verified) }),
  'verified.add': command({
    access: 'owner',
    input: DatabaseId.extend(VerifiedInput.shape),
    output: Verified,
  }),
  'verified.approve': command({
    access: 'owner',
    input: DatabaseId.extend({ id: Id, ...VerifiedInput.partial().shape }),
    output: Verified,
  }),
  'verified.remove': command({
    access: 'owner',
    input: DatabaseId.extend({ id: Id }),
    output: Nothing,
  }),
  'cases.list': query({
    access: 'owner',
    input: Page.extend({ open: z.boolean().default(true) }),
    output: z.object({ total: z.number(), cases: z.array(Case) }),
  }),
  'cases.resolve': command({ access: 'owner', input: z.object({ id: Id }), output: Nothing }),
};
