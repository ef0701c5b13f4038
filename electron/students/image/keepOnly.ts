/** Leaves in a match only students who are in one of the lists, each of them a part of the match. */
export function keepOnly(match: Uint8Array, lists: readonly Uint32Array[]): void {
  match.fill(0);
  for (const ns of lists) for (let index = 0; index < ns.length; index++) match[ns[index]!] = 1;
}
