/**
 * Node decodes GB18030 but does not encode it. The table is turned round from what its decoder says, so that
 * whatever is written here reads back the same: two-byte codes first, four-byte codes for the rest of the
 * basic plane, and the linear formula of GB 18030 above it.
 */
let table: Uint32Array | null = null;

const UNKNOWN = 0x3f; // ?

/** By UTF-16 unit: the code as one number (two or four bytes), 0 where there is none. */
function reverseTable(): Uint32Array {
  if (table !== null) return table;
  const made = new Uint32Array(0x10000);
  for (let unit = 1; unit < 0x80; unit += 1) made[unit] = unit;

  const decoder = new TextDecoder('gb18030');
  const take = (codes: number[], width: 2 | 4): void => {
    const bytes = new Uint8Array(codes.length * (width + 1));
    const view = new DataView(bytes.buffer);
    codes.forEach((code, index) => {
      const at = index * (width + 1);
      if (width === 2) view.setUint16(at, code);
      else view.setUint32(at, code);
      bytes[at + width] = 0x0a;
    });
    // Each code stands on a line of its own, so that one that means nothing can't swallow the next.
    const lines = decoder.decode(bytes).split('\n');
    codes.forEach((code, index) => {
      const character = lines[index]!;
      const unit = character.charCodeAt(0);
      if (character.length === 1 && unit !== 0xfffd && unit >= 0x80 && made[unit] === 0) made[unit] = code;
    });
  };

  const two: number[] = [];
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) if (second !== 0x7f) two.push(first * 256 + second);
  }
  take(two, 2);
  const four: number[] = [];
  for (let linear = 0; linear < FOUR_BYTE_BASIC_PLANE; linear += 1) four.push(fourBytes(linear));
  take(four, 4);
  table = made;
  return made;
}

/** From 81 30 81 30 to 84 31 A4 39. */
const FOUR_BYTE_BASIC_PLANE = 39_420;
/** 90 30 81 30, which is U+10000. */
const FOUR_BYTE_SUPPLEMENTARY = 189_000;

/** The four-byte code at a place in the order of all four-byte codes. */
function fourBytes(linear: number): number {
  const fourth = 0x30 + (linear % 10);
  const third = 0x81 + (Math.floor(linear / 10) % 126);
  const second = 0x30 + (Math.floor(linear / 1260) % 10);
  const first = 0x81 + Math.floor(linear / 12_600);
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}

/** Text as GB18030; what has no code (half a surrogate pair) becomes a question mark, as old systems write it. */
export function encodeGb18030(text: string): Buffer {
  const codes = reverseTable();
  const bytes = Buffer.allocUnsafe(text.length * 4);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const point = text.codePointAt(index)!;
    let code: number;
    if (point > 0xffff) {
      code = fourBytes(FOUR_BYTE_SUPPLEMENTARY + point - 0x10000);
      index += 1;
    } else {
      code = point === 0 ? 0 : codes[point] || UNKNOWN;
    }
    if (code < 0x100) {
      bytes[at++] = code;
    } else if (code < 0x10000) {
      at = bytes.writeUInt16BE(code, at);
    } else {
      at = bytes.writeUInt32BE(code, at);
    }
  }
  return bytes.subarray(0, at);
}
