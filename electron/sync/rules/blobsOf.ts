import type { Entity } from '../../changes/change.ts';
import type { Fields } from '../protocol/syncedMutation.ts';

const HASH = /^[0-9a-f]{64}$/;

/**
 * The files that a row names, by SHA-256, each once: a photo, a drawn signature of the counter, what was handed in for a
 * case, a photo that lost against another and may be chosen yet, anywhere. `fields` may be a part of the row. What does not look like a hash names nothing: it may come from anywhere.
 */
export function blobsOf(entity: Entity, fields: Fields): string[] {
  switch (entity) {
    case 'photo':
      return hashes([fields.hash]);
    case 'counterVisit':
      return hashes([fields.signature]);
    case 'case':
      return hashes(evidenceOf(fields.evidence));
    case 'conflict':
      return disputedPhoto(fields);
    default:
      return [];
  }
}

function disputedPhoto({ entity, state, mine }: Fields): string[] {
  if (entity !== 'photo' || state !== 'open' || typeof mine !== 'string') return [];
  try {
    return hashes([(JSON.parse(mine) as { hash?: unknown } | null)?.hash]);
  } catch {
    return [];
  }
}

function evidenceOf(text: Fields[string] | undefined): unknown[] {
  if (typeof text !== 'string') return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.map((one: unknown) =>
    typeof one === 'object' && one !== null ? (one as { hash?: unknown }).hash : null,
  );
}

function hashes(named: readonly unknown[]): string[] {
  const valid = named.filter((one): one is string => typeof one === 'string' && HASH.test(one));
  return [...new Set(valid)];
}
