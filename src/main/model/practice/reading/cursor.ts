import type { Link } from '../link/index.ts';
import type { Marker } from '../words/lexicon.ts';
import type { Item } from './items.ts';
import type { Mention } from './reading.ts';

/** Words that only tie others together. */
const soft: readonly Marker[] = ['of', 'all', 'list', 'only', 'distinct', 'new'];

/** The items of a question and which of them have been understood. */
export class Cursor {
  readonly items: readonly Item[];
  readonly #used = new Set<number>();

  constructor(items: readonly Item[]) {
    this.items = items;
  }

  use(...places: number[]): void {
    for (const place of places) this.#used.add(place);
  }

  free(place: number): boolean {
    return place >= 0 && place < this.items.length && !this.#used.has(place);
  }

  at(place: number): Item | undefined {
    return this.items[place];
  }

  isMarker(place: number, ...markers: Marker[]): boolean {
    const item = this.items[place];
    return item?.kind === 'marker' && (markers.length === 0 || markers.includes(item.marker));
  }

  /** The next place from here on that is not a tying word. */
  skip(place: number, ...more: Marker[]): number {
    return this.isMarker(place, ...soft, ...more) ? this.skip(place + 1, ...more) : place;
  }

  skipBack(place: number): number {
    return this.isMarker(place, ...soft) ? this.skipBack(place - 1) : place;
  }

  /** Free places of a marker, in order. */
  markers(...markers: Marker[]): number[] {
    return this.items.flatMap((_, place) =>
      this.free(place) && this.isMarker(place, ...markers) ? [place] : [],
    );
  }

  has(...markers: Marker[]): boolean {
    return this.markers(...markers).length > 0;
  }

  /** What a place names, of the kinds asked for; null when used or naming nothing such. */
  mention(place: number, ...kinds: Link['kind'][]): Mention | null {
    const item = this.items[place];
    if (item === undefined || !this.free(place) || item.kind !== 'link') return null;
    const links = item.links.filter((link) => kinds.length === 0 || kinds.includes(link.kind));
    return links.length === 0 ? null : { ...placeOf(item), links };
  }

  /** Free places that name something of these kinds, in order. */
  mentions(...kinds: Link['kind'][]): number[] {
    return this.items.flatMap((_, place) =>
      this.mention(place, ...kinds) === null ? [] : [place],
    );
  }
}

export const placeOf = ({ text, start, end }: { text: string; start: number; end: number }) => ({
  text,
  start,
  end,
});
