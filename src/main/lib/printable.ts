const hidden = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * JSON in which nothing moves a terminal's cursor or turns its text around. JSON itself escapes
 * only what lies below U+0020; the rest can only stand inside of its strings.
 */
export const printableJson = (json: string): string =>
  json.replace(hidden, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
