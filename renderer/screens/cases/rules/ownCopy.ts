/** A rule of the office's own that begins as a copy: its id is one that no other has. */
export function ownCopy<T extends { id: string; name: { zh: string; en: string } }>(
  rule: T,
  taken: readonly string[],
  name: string,
): T {
  const base = `own-${rule.id.replace(/^own-/, '')}`;
  let id = base;
  for (let next = 2; taken.includes(id); next++) id = `${base}-${next}`;
  return { ...rule, id, name: { zh: name, en: name } };
}

/** An id for a new part of a rule: of the office's own, and not one of these. */
export function ownId(taken: readonly { id: string }[]): string {
  for (let next = 1; ; next++) {
    const id = `own-${next}`;
    if (!taken.some((one) => one.id === id)) return id;
  }
}
