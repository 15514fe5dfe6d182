import { useState } from 'react';

/**
 * What a form shows: what stands, and on top of it what was changed here. What another window
 * changes comes through where nothing was changed here, and only what was is saved.
 * @param current The same object until something in it is another.
 */
export function useEdits<Values extends object>(current: Values) {
  const [edits, setEdits] = useState<Partial<Values>>({});
  const [saved, setSaved] = useState<Partial<Values>>({});
  const [base, setBase] = useState(current);
  if (base !== current) {
    // What was saved has come back; what was typed since then stays.
    setBase(current);
    setEdits(without(edits, saved));
    setSaved({});
  }
  return {
    values: { ...current, ...edits },
    edits,
    edit: (part: Partial<Values>) => setEdits((before) => ({ ...before, ...part })),
    /** To be called once these edits have been saved. */
    keep: (kept: Partial<Values>) => setSaved(kept),
  };
}

function without<Values extends object>(
  edits: Partial<Values>,
  saved: Partial<Values>,
): Partial<Values> {
  const same = (field: string) =>
    Object.hasOwn(saved, field) && Object.is(Reflect.get(saved, field), Reflect.get(edits, field));
  return Object.fromEntries(
    Object.entries(edits).filter(([field]) => !same(field)),
  ) as Partial<Values>;
}
