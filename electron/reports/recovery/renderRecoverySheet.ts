import { beijingTime } from '../beijingTime.ts';
import { openReportFonts } from '../fonts/reportFonts.ts';
import { MM, UPRIGHT } from '../pdf/paper.ts';
import { openSheetDocument } from '../pdf/sheetDocument.ts';
import { INK, sheetPen } from '../pdf/sheetPen.ts';
import type { SheetLanguage } from '../reportData.ts';
import { recoveryText } from '../text/recoveryText.ts';

export interface RecoverySheet {
  /** As `formatRecoveryKey` writes it: 8 groups with dashes. */
  recoveryKey: string;
  /** What it opens: a desk's data, or a hub's. */
  of: 'store' | 'hub';
  /** Names the data. */
  store: string;
  /** Epoch ms. */
  at: number;
  lang: SheetLanguage;
}

/** One upright page of A4: the key in two rows of large characters, and what it is for. */
export async function renderRecoverySheet(
  sink: NodeJS.WritableStream,
  { recoveryKey, of, store, at, lang }: RecoverySheet,
): Promise<void> {
  const { [of]: kind, ...text } = recoveryText[lang];
  const about = { title: kind.title, author: '', time: at, lang, numbers: [] };
  const sheet = openSheetDocument(sink, about, {});
  sheet.document.addPage({ size: [UPRIGHT.width, UPRIGHT.height], margin: 0 });
  const pen = sheetPen(sheet.document, openReportFonts());
  const across = { x: 25 * MM, width: UPRIGHT.width - 50 * MM };
  pen.text(
    kind.title,
    { ...across, y: 30 * MM, height: 12 * MM },
    { weight: 'bold', size: 20, align: 'left' },
  );
  const groups = recoveryKey.split('-');
  pen.frame({ ...across, y: 50 * MM, height: 40 * MM }, 1, INK.frame);
  for (const [row, half] of [groups.slice(0, 4), groups.slice(4)].entries()) {
    const box = { ...across, y: (54 + row * 16) * MM, height: 16 * MM };
    pen.text(half.join('  '), box, { weight: 'bold', size: 24, align: 'centre' });
  }
  let y = 98 * MM;
  for (const line of kind.rows) {
    const lines = pen.linesOf(line, across.width, 'regular', 12);
    const height = lines.length * 8 * MM;
    pen.text(
      lines.join('\n'),
      { ...across, y, height },
      {
        weight: 'regular',
        size: 12,
        align: 'left',
        fit: { minSize: 10, maxLines: lines.length, minWrapSize: 10 },
      },
    );
    y += height + 3 * MM;
  }
  for (const [row, line] of [text.madeOn(beijingTime(at)), text.ofStore(store)].entries()) {
    const box = { ...across, y: y + (row + 1) * 8 * MM, height: 7 * MM };
    pen.text(line, box, { weight: 'regular', size: 9, align: 'left', colour: INK.quiet });
  }
  await sheet.finish();
}
