/** Bytes changed, the end cut off, a piece taken out, put twice, or two pieces in each other's place. */
export function spoil(bytes: Buffer, how: number, number: () => number): Buffer {
  const [from, to] = [number() % bytes.length, number() % bytes.length].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const [before, piece, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  switch (how) {
    case 0: {
      const changed = Buffer.from(bytes);
      for (let times = 1 + (number() % 6); times > 0; times--)
        changed[number() % bytes.length] = number() % 256;
      return changed;
    }
    case 1:
      return before;
    case 2:
      return Buffer.concat([before, after]);
    case 3:
      return Buffer.concat([before, piece, piece, after]);
    default:
      return Buffer.concat([after, piece, before]);
  }
}
