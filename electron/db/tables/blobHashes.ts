import type { ReadDb } from '../database.ts';

/** The hashes of all blobs that some row names: photos, signatures of the counter, evidence of cases. In order, each once. */
export function blobHashes(db: ReadDb): string[] {
  return db
    .read<{ hash: string }>(
      `SELECT hash FROM photo UNION SELECT signature FROM counter_visit WHERE signature IS NOT NULL
       UNION SELECT mine ->> '$.hash' FROM conflict
         WHERE entity = 'photo' AND state = 'open' AND mine ->> '$.hash' IS NOT NULL
       UNION SELECT json_extract(one.value, '$.hash') FROM case_file, json_each(case_file.evidence) AS one ORDER BY 1`,
    )
    .all()
    .map(({ hash }) => hash);
}
