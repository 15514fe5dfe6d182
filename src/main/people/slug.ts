const longest = 32;
const marks = /\p{M}+/gu;
const others = /[^a-z0-9]+/g;

/** The Latin letters and digits of a name, `Zürich Büro 2` to `zurich-buro-2`; `org` without any. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(marks, '').toLowerCase();
  const words = plain.replace(others, '-').slice(0, longest);
  return words.replace(/^-+|-+$/g, '') || 'org';
}

/** The first of `org`, `org-2`, `org-3` … that is not taken. */
export function freeSlug(name: string, taken: (slug: string) => boolean): string {
  const base = slugOf(name);
  let slug = base;
  for (let number = 2; taken(slug); number += 1) slug = `${base}-${number}`;
  return slug;
}
