/** Exact numbers from their bytes ([MS-TDS] 2.2.5.5.1), as text. */

/** `-1250n` with scale 2 is `-12.50`: the digits SQL Server would show. */
function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const sign = value < 0n ? '-' : '';
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}

/** A sign byte, then up to 16 bytes of magnitude, the lowest first. */
export function readDecimal(bytes: Buffer, scale: number): string {
  let magnitude = 0n;
  for (let at = bytes.length - 1; at > 0; at -= 1) {
    magnitude = (magnitude << 8n) | BigInt(bytes.readUInt8(at));
  }
  return decimalText(bytes.readUInt8(0) === 1 ? magnitude : -magnitude, scale);
}

/** Ten-thousandths; the eight bytes of money have their high half first. */
export function readMoney(bytes: Buffer): string {
  if (bytes.length === 4) return decimalText(BigInt(bytes.readInt32LE(0)), 4);
  const high = BigInt(bytes.readInt32LE(0));
  return decimalText((high << 32n) | BigInt(bytes.readUInt32LE(4)), 4);
}

/** The shortest number that a 4-byte float rounds to: 0.1, not 0.10000000149011612. */
export function readReal(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

export function integerCell(digits: string | number): string | number {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : String(digits);
}
