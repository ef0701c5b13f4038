import { extname } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { wholeOf } from '../archive/piecesOf.ts';
import { readEvidence } from '../cases/readEvidence.ts';
import { actOnCasesAs, type CaseDoing } from '../cases/recordCases.ts';
import { type RedactedBox, redactPicture } from '../cases/redactPicture.ts';
import { readEvidenceOf } from './openEvidence.ts';
import type { Services } from './services.ts';

const PDF = 'application/pdf';
/** In the name of a copy. */
const REDACTED = '已遮盖';

export interface Redaction {
  case: string;
  seen: number;
  evidence: string;
  /** Of a PDF: which page, and the picture of it that came in (Incoming). */
  page: { number: number; picture: string } | null;
  boxes: readonly RedactedBox[];
  /** The original leaves the case; it can be had back by undo until it is purged. */
  replaces: boolean;
}

/**
 * Adds a copy of a picture, or of a page, with parts painted over. Errors: NOT_FOUND, CASE_EVIDENCE, CASE_REFUSED,
 * STORE_DAMAGED; of the picture of a page FILE_NOT_FOUND, FILE_DAMAGED, FILE_UNKNOWN.
 */
export async function redactEvidence(
  services: Services,
  { case: id, seen, evidence: of, page, boxes, replaces }: Redaction,
): Promise<{ batch: string; evidence: string }> {
  const { blobs, ids, writes } = services;
  const { found: original, bytes } = await readEvidenceOf(services, id, of);
  const isPdf = original.mime === PDF;
  if (isPdf !== (page !== null)) throw new AppError('CASE_EVIDENCE', { case: 'no-picture' });
  const picture = page ? await pageOf(services, page.picture) : { bytes, mime: original.mime };
  const painted = await redactPicture(picture.bytes, picture.mime, boxes);
  const stem = original.name.slice(0, original.name.length - extname(original.name).length);
  const which = page ? `-第${page.number}页` : '';
  const name = `${stem}${which}-${REDACTED}.${picture.mime === 'image/png' ? 'png' : 'jpg'}`;
  const properties = await readEvidence(painted, name);
  // The file is there before a row names it.
  const { hash } = await blobs.put(painted);
  const copy = { id: ids.next(), material: original.material, hash, name, ...properties };
  const action: CaseDoing = { do: 'redact', evidence: copy, of, replaces };
  const { batch } = await writes.take(() => actOnCasesAs(services, [{ case: id, seen, action }]));
  return { batch, evidence: copy.id };
}

/** The picture of a page that the window drew, which is not needed any more. */
async function pageOf({ incoming }: Services, file: string): Promise<{ bytes: Buffer; mime: string }> {
  const { path, name } = incoming.find(file);
  try {
    const bytes = await wholeOf(path);
    return { bytes, mime: (await readEvidence(bytes, name)).mime };
  } finally {
    incoming.release([file]);
  }
}
