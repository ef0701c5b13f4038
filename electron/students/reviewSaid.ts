import type { StudentDetail } from '../../shared/contract/students.ts';
import type { PhotoReason, PhotoVerdict } from '../../shared/domain/photoReview.ts';
import { type Effect, type PatchValue, parseEffect, patchOf } from '../changes/change.ts';

interface LoggedReview {
  entity: string;
  entity_id: string;
  kind: Effect['kind'];
  patch: string;
}

/**
 * What was said of a photo after an entry of the log, which itself tells only what changed in it. `log` is a
 * student's, newest first. Null: there was no review any more.
 */
export function reviewSaid(
  log: readonly LoggedReview[],
  entry: LoggedReview,
): StudentDetail['timeline'][number]['review'] {
  const said = new Map<string, PatchValue>();
  for (const { entity, entity_id, kind, patch } of log.slice(log.indexOf(entry)).reverse()) {
    if (entity !== entry.entity || entity_id !== entry.entity_id) continue;
    for (const [field, [, to]] of Object.entries(patchOf(parseEffect(kind, patch)))) said.set(field, to);
  }
  const verdict = said.get('verdict') as PhotoVerdict | null | undefined;
  if (!verdict) return null;
  return {
    verdict,
    reasons: JSON.parse(String(said.get('reasons') ?? '[]')) as PhotoReason[],
    note: String(said.get('note') ?? ''),
  };
}
