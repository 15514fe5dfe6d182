/**
 * The direction of a field for words of any language: that of what was typed, and of the page until
 * then (`auto` alone would put an empty field's hint the wrong way round).
 */
export const typedDirection = (typed: string | null): 'auto' | undefined =>
  typed ? 'auto' : undefined;
