/**
 * Geometry as MySQL sends it, four bytes of SRID before well-known binary, to well-known text.
 * OGC 06-103r4; MySQL has two dimensions only.
 */
export function toWellKnownText(bytes: Buffer): string {
  return new Reader(bytes.subarray(4)).geometry();
}

class Reader {
  readonly #bytes: DataView;
  #at = 0;
  #little = true;

  constructor(bytes: Buffer) {
    this.#bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  geometry(): string {
    const { name, body } = this.#tagged();
    return body === null ? `${name} EMPTY` : `${name}(${body})`;
  }

  #tagged(): { name: string; body: string | null } {
    this.#little = this.#bytes.getUint8(this.#at) === 1;
    this.#at += 1;
    const kind = this.#integer();
    switch (kind) {
      case 1:
        return { name: 'POINT', body: this.#point() };
      case 2:
        return { name: 'LINESTRING', body: this.#list(() => this.#point()) };
      case 3:
        return { name: 'POLYGON', body: this.#list(() => this.#ring()) };
      case 4:
        return { name: 'MULTIPOINT', body: this.#list(() => this.#tagged().body) };
      case 5:
        return { name: 'MULTILINESTRING', body: this.#list(() => `(${this.#tagged().body})`) };
      case 6:
        return { name: 'MULTIPOLYGON', body: this.#list(() => `(${this.#tagged().body})`) };
      case 7:
        return { name: 'GEOMETRYCOLLECTION', body: this.#list(() => this.geometry()) };
      default:
        throw new RangeError(`geometry of an unknown kind: ${kind}`);
    }
  }

  #ring(): string {
    return `(${this.#list(() => this.#point())})`;
  }

  #point(): string {
    return `${this.#double()} ${this.#double()}`;
  }

  #list(item: () => string | null): string | null {
    const items = Array.from({ length: this.#integer() }, item);
    return items.length === 0 ? null : items.join(',');
  }

  #integer(): number {
    this.#at += 4;
    return this.#bytes.getUint32(this.#at - 4, this.#little);
  }

  #double(): number {
    this.#at += 8;
    return this.#bytes.getFloat64(this.#at - 8, this.#little);
  }
}
