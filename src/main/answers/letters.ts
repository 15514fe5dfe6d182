const unseen = /[\p{M}\p{Cf}]/u;
const narrow = /[\s.,:;'|!٬٫،il]/u;
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;
const broad = /[\p{Lu}mw%]/u;
const arabic = /\p{Script=Arabic}/u;

/** Width of a line of Noto Sans in its font size, within a tenth: enough to leave room for it. */
export const lineWidth = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0);

function widthOf(letter: string): number {
  if (unseen.test(letter)) return 0;
  if (narrow.test(letter)) return 0.3;
  if (wide.test(letter)) return 1;
  if (broad.test(letter)) return 0.75;
  return arabic.test(letter) ? 0.52 : 0.58;
}
