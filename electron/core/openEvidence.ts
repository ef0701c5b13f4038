import { extname } from 'node:path';
import type { CaseEvidence } from '../../shared/domain/cases/caseState.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { caseById } from '../db/tables/caseTable.ts';
import type { DownloadFormat } from './Downloads.ts';
import type { Services } from './services.ts';

const FORMATS: Record<string, DownloadFormat> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
};

/** A file of a case as it was handed in. Errors: NOT_FOUND, CASE_EVIDENCE, STORE_DAMAGED. */
export async function readEvidenceOf(
  { db, blobs }: Pick<Services, 'db' | 'blobs'>,
  id: string,
  evidence: string,
): Promise<{ found: CaseEvidence; bytes: Buffer }> {
  const stored = caseById(db, id);
  if (!stored) throw new AppError('NOT_FOUND', { what: 'case' });
  const found = stored.evidence.find((one) => one.id === evidence);
  if (!found) throw new AppError('CASE_EVIDENCE', { case: 'missing' });
  const bytes = await blobs.read(found.hash);
  if (bytes === null) throw new AppError('STORE_DAMAGED', { what: 'photo', hash: found.hash });
  return { found, bytes };
}

/** Offers a file under its own name, with the ending of what it is; that it was asked for is logged. */
export async function openEvidence(services: Services, id: string, evidence: string): Promise<string> {
  const { found, bytes } = await readEvidenceOf(services, id, evidence);
  const format = FORMATS[found.mime];
  if (format === undefined) throw new AppError('CASE_EVIDENCE', { case: 'missing' });
  const file = services.downloads.begin(
    found.name.slice(0, -extname(found.name).length || undefined),
    format,
  );
  await file.write(bytes);
  services.log.info('case-evidence-opened', { case: id });
  return file.done();
}
