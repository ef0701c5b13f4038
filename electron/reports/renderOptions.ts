import type { ReportFonts } from './fonts/reportFonts.ts';
import type { RenderProgress, SheetLanguage } from './reportData.ts';

export interface RenderOptions {
  /** Document numbers masked. Default true; false only for who may, and audited by the caller. */
  masked?: boolean;
  lang?: SheetLanguage;
  onProgress?: (progress: RenderProgress) => void;
  /** Once aborted, the promise rejects with AppError CANCELLED and the sink is destroyed. */
  signal?: AbortSignal;
  /** Seals a document: what is written before its end, given the SHA-256 of all the rest. */
  seal?: (digest: Buffer) => string;
  /** Kept by callers that print often; opened anew where absent. */
  fonts?: ReportFonts;
}
