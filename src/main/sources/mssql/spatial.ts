/**
 * geography and geometry as they are stored, turned into well-known text ([MS-SSCLRT] 2.1).
 * Curves, which text could only approximate, stay hex.
 */
interface Figure {
  points: string[];
}

interface Shape {
  parent: number;
  figures: Figure[];
  kind: number;
  children: Shape[];
}

const names: Readonly<Record<number, string>> = {
  1: 'POINT',
  2: 'LINESTRING',
  3: 'POLYGON',
  4: 'MULTIPOINT',
  5: 'MULTILINESTRING',
  6: 'MULTIPOLYGON',
  7: 'GEOMETRYCOLLECTION',
};

const flags = { z: 1, m: 2, point: 8, line: 16 };

class Reader {
  readonly #bytes: Buffer;
  #at = 6;
  readonly flags: number;
  readonly #geography: boolean;

  constructor(bytes: Buffer, geography: boolean) {
    this.#bytes = bytes;
    this.flags = bytes.readUInt8(5);
    this.#geography = geography;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#step(1));
  }

  i32(): number {
    return this.#bytes.readInt32LE(this.#step(4));
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#step(8));
  }

  /** Geography stores latitude first; well-known text wants longitude first. */
  points(count: number): string[] {
    const pairs = Array.from({ length: count }, () => [this.double(), this.double()]);
    const all = this.#geography ? pairs.map((pair) => pair.reverse()) : pairs;
    for (const bit of [flags.z, flags.m]) {
      if ((this.flags & bit) !== 0) for (const point of all) point.push(this.double());
    }
    return all.map((point) => point.map((one) => (Number.isNaN(one) ? 'NULL' : one)).join(' '));
  }

  #step(length: number): number {
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

/** Null for what cannot be worded without loss. */
export function spatialText(bytes: Buffer, geography: boolean): string | null {
  if (bytes.length < 6 || bytes.readUInt8(4) !== 1) return null;
  const reader = new Reader(bytes, geography);
  if ((reader.flags & flags.point) !== 0) return `POINT (${reader.points(1).join('')})`;
  if ((reader.flags & flags.line) !== 0) return `LINESTRING (${reader.points(2).join(', ')})`;
  const root = readShapes(reader);
  return root === undefined ? null : shapeText(root);
}

function readShapes(reader: Reader): Shape | undefined {
  const points = reader.points(reader.i32());
  const starts = Array.from({ length: reader.i32() }, () => {
    reader.u8();
    return reader.i32();
  });
  const figures = starts.map((start, at) => ({ points: points.slice(start, starts[at + 1]) }));
  const raw = Array.from({ length: reader.i32() }, () => {
    return { parent: reader.i32(), figure: reader.i32(), kind: reader.u8() };
  });
  const shapes = raw.map(({ parent, figure, kind }, at): Shape => {
    const end = raw.slice(at + 1).find((next) => next.figure >= 0)?.figure;
    return { parent, kind, children: [], figures: figure < 0 ? [] : figures.slice(figure, end) };
  });
  for (const shape of shapes) shapes[shape.parent]?.children.push(shape);
  return shapes[0];
}

function shapeText(shape: Shape): string | null {
  const name = names[shape.kind];
  if (name === undefined) return null;
  const inner = body(shape);
  return inner === null ? `${name} EMPTY` : `${name} ${inner}`;
}

const list = (parts: readonly (string | null)[]): string | null =>
  parts.length === 0 ? null : `(${parts.map((part) => part ?? 'EMPTY').join(', ')})`;

const figureText = ({ points }: Figure): string => `(${points.join(', ')})`;

function body(shape: Shape): string | null {
  switch (shape.kind) {
    case 1:
    case 2:
      return shape.figures[0] === undefined ? null : figureText(shape.figures[0]);
    case 3:
      return list(shape.figures.map(figureText));
    case 7:
      return list(shape.children.map(shapeText));
    default:
      return list(shape.children.map(body));
  }
}
