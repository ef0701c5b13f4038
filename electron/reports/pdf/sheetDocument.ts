import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { AppError } from '../../../shared/domain/errors.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { SheetLanguage } from '../reportData.ts';
import { LANDSCAPE } from './paper.ts';
import { sealPdf } from './sealPdf.ts';

export interface SheetDocument {
  document: PDFKit.PDFDocument;
  /** Lets the sink take what is written and other work run; to be called between sheets. */
  breathe(): Promise<void>;
  /** Writes the end and waits until the sink has taken everything. */
  finish(): Promise<void>;
  /** Gives up: nothing more is written, and the sink is destroyed. */
  abandon(error: Error): void;
}

/** What is written into XML as it is: signs that mean something there are given their wide twins. */
function plain(text: string): string {
  return text.replace(/[&<>]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0));
}

/** Opens an A4 document, landscape unless a page is added otherwise, that streams to `sink`. Nothing in it depends on the clock. */
export function openSheetDocument(
  sink: NodeJS.WritableStream,
  about: { title: string; author: string; time: number; lang: SheetLanguage; numbers: readonly string[] },
  { signal, seal }: Pick<RenderOptions, 'signal' | 'seal'>,
): SheetDocument {
  const created = new Date(about.time);
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [LANDSCAPE.width, LANDSCAPE.height],
    margin: 0,
    pdfVersion: '1.7',
    // What is printed is kept for years: self-contained, with its colours and fonts told (ISO 19005-2).
    subset: 'PDF/A-2b',
    lang: about.lang === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    // No default font: nothing but what is embedded may be used.
    font: '',
    // The texts of a school are mostly all different: a cache of them only grows.
    fontLayoutCache: false,
    info: {
      Title: plain(about.title),
      Keywords: about.numbers.join(' '),
      Author: plain(about.author),
      Creator: 'Xueji Desk',
      Producer: 'Xueji Desk',
      CreationDate: created,
      ModDate: created,
    },
  });
  const failed = new AbortController();
  sink.once('error', (error) => failed.abort(error));
  const done = finished(sink);
  // A sink that fails early is reported by breathe() or finish(), not as an unhandled rejection.
  done.catch((error) => failed.abort(error));
  if (seal) document.pipe(sealPdf(seal)).pipe(sink);
  else document.pipe(sink);

  const throwIfOver = (): void => {
    if (failed.signal.aborted) throw failed.signal.reason;
    if (signal?.aborted) throw new AppError('CANCELLED');
  };

  return {
    document,
    async breathe() {
      throwIfOver();
      await nextTurn();
      // pdfkit itself never waits; what the sink has not taken would pile up in memory.
      while (document.readableLength > document.readableHighWaterMark) {
        await once(sink, 'drain', { signal: failed.signal }).catch(throwIfOver);
        await nextTurn();
      }
      throwIfOver();
    },
    async finish() {
      throwIfOver();
      document.end();
      await done;
    },
    abandon(error) {
      document.unpipe();
      document.destroy();
      if ('destroy' in sink && typeof sink.destroy === 'function') sink.destroy(error);
    },
  };
}
