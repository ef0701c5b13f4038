import type { Fields } from '../../sync/protocol/syncedMutation.ts';
import type { RowView } from '../../sync/rules/RowView.ts';

/** What a version sees of a row (JSON); null: nothing. Without a view the text itself, and nothing is read of it. */
export function seenText(view: RowView | null, entity: string, whole: string): string | null {
  if (view === null || view.seesAll(entity)) return whole;
  const fields = JSON.parse(whole) as Fields;
  const seen = view.row(entity, fields);
  return seen === fields ? whole : seen && JSON.stringify(seen);
}
