/**
 * Where an arrow up or down leads among the parts of a picture, which come line by line: to the part at the same place
 * of the next line that has any, or its last one where it is shorter; on the first and the last line it stays.
 */
export function besideLine(items: readonly { line: number }[], at: number, by: 1 | -1): number {
  const { line } = items[at]!;
  let first = at;
  while (first > 0 && items[first - 1]!.line === line) first--;
  let next = at;
  while (next >= 0 && next < items.length && items[next]!.line === line) next += by;
  if (next < 0 || next >= items.length) return at;
  const other = items[next]!.line;
  let [start, end] = [next, next];
  while (start > 0 && items[start - 1]!.line === other) start--;
  while (end < items.length - 1 && items[end + 1]!.line === other) end++;
  return Math.min(start + at - first, end);
}
