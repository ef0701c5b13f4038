import type { Entity } from '../../changes/change.ts';
import { isOfDesk } from '../../changes/isOfDesk.ts';
import type { SentRow } from '../../sync/protocol/imageFrames.ts';
import { ENTITY_RULES } from '../../sync/rules/entityRules.ts';
import type { RowView } from '../../sync/rules/RowView.ts';
import { type Grant, type HubTx, scopesOf } from '../hubPorts.ts';
import { readByKeys } from '../rowSets.ts';
import { seenText } from './seenText.ts';

const ENTITIES = (Object.keys(ENTITY_RULES) as Entity[]).filter((entity) => !isOfDesk(entity));
const PLACE = new Map<string, number>(ENTITIES.map((entity, at) => [entity, at]));

/**
 * All rows of a grant by one statement: whatever a row speaks of comes before it. For grants of few rows: asked entity by
 * entity (pagesOf) they take as long as a hundred statements do. `view`: see pagesOf.
 */
export async function rowsAtOnce(tx: HubTx, grant: Grant, view: RowView | null): Promise<SentRow[]> {
  const scopes = scopesOf(grant);
  const found = (await (scopes === null ? everyRow(tx) : rowsOfScopes(tx, scopes))).filter(
    ({ entity, fields }) => fields !== 'null' && PLACE.has(entity),
  );
  found.sort((one, other) => PLACE.get(one.entity)! - PLACE.get(other.entity)!);
  return found.flatMap(({ entity, row_id: id, ver, fields: whole }) => {
    const fields = seenText(view, entity, whole);
    return fields === null ? [] : [{ entity: entity as Entity, id, ver: Number(ver), fields }];
  });
}

function everyRow(tx: HubTx) {
  return tx.selectFrom('row').select(['entity', 'row_id', 'ver', 'fields']).orderBy('row_id').execute();
}

function rowsOfScopes(tx: HubTx, scopes: readonly string[]) {
  const keys = scopes.flatMap((scope) => ENTITIES.map((entity) => ({ scope, entity })));
  return readByKeys(tx, 'row', ['scope', 'entity'], keys);
}
