import type { ReadDb } from '../database.ts';

/** What a step of a case's history says of files. */
const FILES_OF_ENTRIES = `SELECT case_id AS id, json_extract(action, '$.do') AS done,
    json_extract(action, '$.evidence.hash') AS hash FROM case_entry
  WHERE json_extract(action, '$.do') IN ('attach', 'redact', 'purge') ORDER BY n`;

/**
 * Of these hashes, those that no row names now but that an undo could bring back: a photo that another took the place
 * of, a proof that was taken out of a case whose proofs were not purged. Reads the log of photos from end to end.
 */
export function hashesForUndo(db: ReadDb, of: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  if (of.size === 0) return found;
  const photos = db.read<{ kind: string; hash: string | null }>(
    "SELECT kind, patch ->> '$.hash' AS hash FROM change WHERE entity = 'photo' AND patch ->> '$.hash' IS NOT NULL",
  );
  for (const { kind, hash } of photos.iterate()) {
    // `made` tells the value, `changed` what it was and what it became.
    const named: unknown[] = kind === 'made' ? [hash] : JSON.parse(hash!);
    for (const one of named) if (typeof one === 'string' && of.has(one)) found.add(one);
  }
  const ofCase = new Map<string, Set<string>>();
  const entries = db.read<{ id: string; done: string; hash: string | null }>(FILES_OF_ENTRIES);
  for (const { id, done, hash } of entries.iterate()) {
    if (done === 'purge') ofCase.delete(id);
    else if (hash !== null && of.has(hash)) {
      const hashes = ofCase.get(id) ?? new Set();
      ofCase.set(id, hashes.add(hash));
    }
  }
  for (const hashes of ofCase.values()) for (const hash of hashes) found.add(hash);
  return found;
}
