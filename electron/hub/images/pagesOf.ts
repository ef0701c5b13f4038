import type { Entity } from '../../changes/change.ts';
import { isOfDesk } from '../../changes/isOfDesk.ts';
import { ROWS_A_FRAME, type SentRow, TEXT_A_FRAME } from '../../sync/protocol/imageFrames.ts';
import { ENTITY_RULES } from '../../sync/rules/entityRules.ts';
import type { RowView } from '../../sync/rules/RowView.ts';
import { type Grant, type HubTx, scopesOf } from '../hubPorts.ts';
import type { HubTables } from '../hubTables.ts';
import { seenText } from './seenText.ts';

/**
 * All rows of a grant, some thousand at a time: whatever a row speaks of comes before it. To be read in one transaction
 * (readAtOnce). Between two pages others are answered. `view`: what of them is seen in an earlier version; null: all.
 */
export async function* pagesOf(
  tx: HubTx,
  grant: Grant,
  view: RowView | null = null,
): AsyncGenerator<SentRow[]> {
  // Of the whole school every row, whichever its scope.
  const scopes = scopesOf(grant) ?? [null];
  let page: SentRow[] = [];
  let text = 0;
  for (const entity of Object.keys(ENTITY_RULES) as Entity[]) {
    if (isOfDesk(entity) || view?.knows(entity) === false) continue;
    for (const scope of scopes) {
      let after: string | null = null;
      for (;;) {
        const found: Found[] = await someRows(tx, { entity, scope, after });
        for (const { row_id: id, ver, fields: whole } of found) {
          const fields = seenText(view, entity, whole);
          if (fields === null) continue;
          page.push({ entity, id, ver: Number(ver), fields });
          text += fields.length;
          if (page.length < ROWS_A_FRAME && text < TEXT_A_FRAME) continue;
          yield page;
          page = [];
          text = 0;
        }
        if (found.length < AT_ONCE) break;
        after = found.at(-1)!.row_id;
      }
    }
  }
  if (page.length > 0) yield page;
}

const AT_ONCE = 2_000;
type Found = Pick<HubTables['row'], 'row_id' | 'ver' | 'fields'>;

function someRows(
  tx: HubTx,
  { entity, scope, after }: { entity: Entity; scope: string | null; after: string | null },
): Promise<Found[]> {
  let rows = tx
    .selectFrom('row')
    .select(['row_id', 'ver', 'fields'])
    .where('entity', '=', entity)
    .where('fields', '<>', 'null');
  if (after !== null) rows = rows.where('row_id', '>', after);
  if (scope !== null) rows = rows.where('scope', '=', scope);
  return rows.orderBy('row_id').limit(AT_ONCE).execute();
}
