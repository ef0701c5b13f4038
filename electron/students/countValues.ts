/** How many students of a match have each value of a field, the commonest first. */
export function countValues(
  { codes, values }: { codes: Uint16Array | Uint32Array; values: readonly string[] },
  match: Uint8Array,
): { value: string; count: number }[] {
  const counts = new Uint32Array(values.length);
  for (let n = 1; n < match.length; n++) counts[codes[n]!]! += match[n]!;
  const byValue = new Map<string, number>();
  for (const [code, value] of values.entries()) {
    if (counts[code]! > 0) byValue.set(value, (byValue.get(value) ?? 0) + counts[code]!);
  }
  return [...byValue]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}
