import { erasureWorkbook } from '../../reports/erasure/erasureWorkbook.ts';
import { renderErasureProof } from '../../reports/erasure/renderErasureProof.ts';
import type { SheetLanguage } from '../../reports/reportData.ts';
import { erasureText } from '../../reports/text/erasureText.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';
import { proofOf } from './erasures.ts';

/** The proof of an erasure as a file to print or to keep; answers with its download. Errors: NOT_FOUND. */
export async function writeProof(
  { db, downloads }: Services,
  { seq, format, lang }: { seq: number; format: 'pdf' | 'xlsx'; lang: SheetLanguage },
): Promise<string> {
  const sheet = { ...proofOf(db, seq), school: schoolOf(db)?.name ?? '', lang };
  const name = erasureText[lang].title;
  return writeDownload(downloads, [name, format], async (sink) => {
    if (format === 'pdf') await renderErasureProof(sink, sheet);
    else sink.end(await erasureWorkbook(sheet));
  });
}
