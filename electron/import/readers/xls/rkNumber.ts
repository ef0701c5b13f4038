const UPPER = new DataView(new ArrayBuffer(8));

/**
 * A number in 30 bits: the upper ones of a double, or a whole number; perhaps a hundred times too large
 * (MS-XLS 2.5.217, MS-XLSB 2.5.122).
 */
export function rkNumber(bytes: Buffer, at: number): number {
  const packed = bytes.readInt32LE(at);
  let number: number;
  if ((packed & 0x02) !== 0) {
    number = packed >> 2;
  } else {
    UPPER.setInt32(4, packed & ~0x03, true);
    number = UPPER.getFloat64(0, true);
  }
  return (packed & 0x01) !== 0 ? number / 100 : number;
}
