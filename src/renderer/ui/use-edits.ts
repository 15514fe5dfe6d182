import { useState } from 'react';

interface State<Values> {
  /** What stands. */
  base: Values;
  edits: Partial<Values>;
  /** What stood where something was changed here, when that was begun. */
  opened: Partial<Values>;
  /** Edits that have been saved and have not come back yet. */
  saved: Partial<Values>;
}

/** What was changed here and, since that was begun, elsewhere too, to something else. */
export interface Clash {
  /** Each field with what stands there now. */
  fields: readonly (readonly [name: string, now: unknown])[];
  takeTheirs: () => void;
  keepMine: () => void;
}

/**
 * What a form shows: what stands, and on top of it what was changed here. What another window
 * changes comes through where nothing was changed here, and only what was is saved.
 * @param current The same object until something in it is another.
 */
export function useEdits<Values extends object>(current: Values) {
  const [state, setState] = useState<State<Values>>({
    ...{ base: current, edits: {}, opened: {}, saved: {} },
  });
  const known = state.base === current ? state : follow(state, current);
  if (known !== state) setState(known);
  const { edits } = known;
  return {
    values: { ...current, ...edits },
    edits,
    edit: (part: Partial<Values>) => setState((before) => withEdits(before, part)),
    /** To be called once these edits have been saved. */
    keep: (kept: Partial<Values>) =>
      setState((before) =>
        // What was saved may have come back before anybody told that it was.
        before.base === current ? { ...before, saved: kept } : settled(before, kept),
      ),
    clash: clashIn(known, setState),
  };
}

/** What was saved has come back; what was typed since then stays. */
function follow<Values extends object>(
  { edits, opened, saved }: State<Values>,
  base: Values,
): State<Values> {
  const stood = { ...opened, ...pick(base, saved) };
  return { base, edits: without(without(edits, saved), base), opened: stood, saved: {} };
}

const withEdits = <Values extends object>(
  { edits, opened, ...rest }: State<Values>,
  part: Partial<Values>,
): State<Values> => ({
  ...rest,
  edits: { ...edits, ...part },
  opened: { ...pick(rest.base, part), ...pick(opened, edits) },
});

const settled = <Values extends object>(
  { base, edits, opened, saved }: State<Values>,
  kept: Partial<Values>,
): State<Values> => ({
  ...{ base, saved },
  edits: without(edits, kept),
  opened: { ...opened, ...pick(base, kept) },
});

type SetState<Values> = (change: (before: State<Values>) => State<Values>) => void;

function clashIn<Values extends object>(
  { base, edits, opened }: State<Values>,
  setState: SetState<Values>,
): Clash | null {
  const moved = pick(edits, without(without(pick(base, edits), opened), edits));
  const fields = Object.keys(moved).map((name) => [name, Reflect.get(base, name)] as const);
  if (fields.length === 0) return null;
  return {
    fields,
    takeTheirs: () => setState((before) => ({ ...before, edits: without(before.edits, moved) })),
    keepMine: () =>
      setState((before) => ({
        ...before,
        opened: { ...before.opened, ...pick(before.base, moved) },
      })),
  };
}

/** Of values, those of the names that others have. */
const pick = <Values extends object>(values: Values, others: object): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => Object.hasOwn(others, name)),
  ) as Partial<Values>;

/** Of values, those that are not the same in the others. */
const without = <Values extends object>(
  values: Partial<Values>,
  others: Partial<Values>,
): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !(Object.hasOwn(others, name) && same(value, Reflect.get(others, name))),
    ),
  ) as Partial<Values>;

/** Lists are the same when what is in them is. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
