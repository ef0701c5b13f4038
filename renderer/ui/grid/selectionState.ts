/** Which rows of a list are selected: some by their ids, or all that the query gives (however many). */
export type Selection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all' };

export const NOTHING_SELECTED: Selection = { kind: 'some', ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id);
}

export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === 'all' ? total : selection.ids.size;
}

export function selectIds(ids: Iterable<string>): Selection {
  return { kind: 'some', ids: new Set(ids) };
}

/** Turns one row over. From "all" that needs to know every id: the caller gives them. */
export function toggleId(selection: Selection, id: string, allIds: Iterable<string> = []): Selection {
  const ids = new Set(selection.kind === 'all' ? allIds : selection.ids);
  if (ids.has(id)) ids.delete(id);
  else ids.add(id);
  return { kind: 'some', ids };
}
