import type { Entity } from '../../changes/change.ts';
import type { Fields } from '../protocol/syncedMutation.ts';

const HASH = /^[0-9a-f]{64}$/;

/**
 * The files that a row names, by SHA-256, each once: a photo, a drawn signature of the counter, what was handed in for a
 * case. `fields` may be a part of the row. What does not look like a hash names nothing: it may come from anywhere.
 */
export function blobsOf(entity: Entity, fields: Fields): string[] {
  switch (entity) {
    case 'photo':
      return hashes([fields.hash]);
    case 'counterVisit':
      return hashes([fields.signature]);
    case 'case':
      return hashes(evidenceOf(fields.evidence));
    default:
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
