import { extname } from 'node:path';
import { readEvidence } from '../cases/readEvidence.ts';
import { actOnCasesAs, type CaseDoing } from '../cases/recordCases.ts';
import { type RedactedBox, redactPicture } from '../cases/redactPicture.ts';
import { readEvidenceOf } from './openEvidence.ts';
import type { Services } from './services.ts';

/** In the name of a copy. */
const REDACTED = '已遮盖';

export interface Redaction {
  case: string;
  seen: number;
  evidence: string;
  boxes: readonly RedactedBox[];
  /** The original leaves the case; it can be had back by undo until it is purged. */
  replaces: boolean;
}

/** Adds a copy of a picture with parts painted over. Errors: NOT_FOUND, CASE_EVIDENCE, CASE_REFUSED, STORE_DAMAGED. */
export async function redactEvidence(
  services: Services,
  { case: id, seen, evidence: of, boxes, replaces }: Redaction,
): Promise<{ batch: string; evidence: string }> {
  const { blobs, ids, writes } = services;
  const { found: original, bytes } = await readEvidenceOf(services, id, of);
  const painted = await redactPicture(bytes, original.mime, boxes);
  const stem = original.name.slice(0, original.name.length - extname(original.name).length);
  const name = `${stem}-${REDACTED}.${original.mime === 'image/png' ? 'png' : 'jpg'}`;
  const properties = await readEvidence(painted, name);
  // The file is there before a row names it.
  const { hash } = await blobs.put(painted);
  const copy = { id: ids.next(), material: original.material, hash, name, ...properties };
  const action: CaseDoing = { do: 'redact', evidence: copy, of, replaces };
  const { batch } = await writes.take(() => actOnCasesAs(services, [{ case: id, seen, action }]));
  return { batch, evidence: copy.id };
}
