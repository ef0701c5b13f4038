import sharp from 'sharp';
import type { CaseEvidence } from '../../shared/domain/cases/caseState.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { sniffImage } from '../photos/sniffImage.ts';

/** The largest file that is taken, bytes. */
export const MOST_EVIDENCE_BYTES = 50 * 1024 * 1024;
/** The most pixels that are decoded: a scan of A3 at 600 dpi has 70 million. */
const MOST_PIXELS = 150_000_000;

export type EvidenceProperties = Pick<CaseEvidence, 'mime' | 'bytes' | 'width' | 'height' | 'dpi'>;

const MIMES: Partial<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  tiff: 'image/tiff',
};

/**
 * What a file of proof is, by its content: a picture that decodes to its end, or a PDF. Errors: FILE_EMPTY,
 * FILE_TOO_LARGE, FILE_UNKNOWN (neither of both), FILE_DAMAGED.
 */
export async function readEvidence(bytes: Buffer, name: string): Promise<EvidenceProperties> {
  const file = { file: name };
  if (bytes.length === 0) throw new AppError('FILE_EMPTY', file);
  if (bytes.length > MOST_EVIDENCE_BYTES) throw new AppError('FILE_TOO_LARGE', file);
  if (bytes.subarray(0, 1024).includes('%PDF-')) return readPdf(bytes, name);
  const mime = MIMES[sniffImage(bytes) ?? ''];
  if (mime === undefined) throw new AppError('FILE_UNKNOWN', { ...file, case: 'evidence' });
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS });
    const { width, height, density } = await picture.metadata();
    // Decodes it to its end.
    await picture.stats();
    return { mime, bytes: bytes.length, width, height, dpi: density ?? null };
  } catch (cause) {
    throw new AppError('FILE_DAMAGED', { ...file, case: 'evidence' }, { cause });
  }
}

/** A PDF ends with its trailer; one that was cut off on the way has none. */
function readPdf(bytes: Buffer, name: string): EvidenceProperties {
  const end = bytes.subarray(Math.max(0, bytes.length - 2048));
  if (!end.includes('%%EOF')) throw new AppError('FILE_DAMAGED', { file: name, case: 'evidence' });
  return { mime: 'application/pdf', bytes: bytes.length, width: null, height: null, dpi: null };
}
