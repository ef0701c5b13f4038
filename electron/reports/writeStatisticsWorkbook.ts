import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { beijingTime } from './beijingTime.ts';
import type { RenderOptions } from './renderOptions.ts';
import type { StatisticsData } from './reportData.ts';
import { STATISTICS_FIGURES, STATISTICS_LABELS } from './statisticsCells.ts';
import { statisticsInfo, statisticsRows } from './statisticsTable.ts';
import type { SheetText, StatisticsLabel } from './text/sheetText.ts';
import { textOf } from './text/textOf.ts';
import { addPictures, type SheetPicture } from './workbook/addPictures.ts';
import { openSheetWorkbook, type WorkbookColumn } from './workbook/sheetWorkbook.ts';
import { worksheetNamer } from './workbook/worksheetNames.ts';

const LABEL_WIDTHS: Record<StatisticsLabel, number> = { college: 26, major: 26, class: 18, counsellor: 16 };
const FIGURE_WIDTH = 9;
/** Pixels on the sheet: about as wide as the table beside it. */
const PICTURE_WIDTH = 960;

/**
 * The Excel twin of 《核对统计表》: figures are numbers, each college's name stands in every row so that the
 * sheet can be sorted and filtered. Streams to `sink`, which it ends.
 * @throws as writeListWorkbook.
 */
export async function writeStatisticsWorkbook(
  data: StatisticsData,
  sink: NodeJS.WritableStream,
  options: Omit<RenderOptions, 'fonts' | 'masked'> = {},
): Promise<{ worksheets: number }> {
  const { mark, by, pictures = [] } = data;
  const text = textOf(options.lang);
  const labels: WorkbookColumn[] = STATISTICS_LABELS[by].map((label) => ({
    title: text.statisticsLabels[label],
    width: LABEL_WIDTHS[label],
    align: 'left',
    format: '@',
  }));
  const figures: WorkbookColumn[] = STATISTICS_FIGURES.map(({ figure, group }) => ({
    title: text.statisticsFigures[figure].replaceAll('\n', ''),
    ...(group === undefined ? {} : { group: text.statisticsGroups[group] }),
    width: FIGURE_WIDTH,
    align: 'right',
    format: figure === 'rate' ? '0.0%' : '0',
  }));
  // Pictures are put into the finished file: it is held until then.
  const held = pictures.length > 0 ? new PassThrough() : null;
  const whole = held ? buffer(held) : null;
  const output = openSheetWorkbook(
    held ?? sink,
    text,
    { title: `${text.statisticsTitle} ${mark.sheetNumber}`, author: mark.schoolName, time: mark.dataTime },
    options.signal,
  );
  const nameSheet = worksheetNamer(text.statisticsTitle);
  try {
    await output.addSheet({
      name: nameSheet(text.statisticsTitle),
      mark,
      title: text.statisticsTitle,
      info: statisticsInfo(data, text),
      columns: [...labels, ...figures],
      frozenColumns: labels.length,
      rows: statisticsRows(data, text),
      rowHeight: 20,
      notes: text.statisticsNotes,
      signatures: text.collegeSignatures,
    });
    options.onProgress?.({ sheets: 1, ofSheets: 1, pages: 1 });
    if (whole === null) {
      await output.finish();
      return { worksheets: 1 };
    }
    output.addPictureSheet(nameSheet(text.statisticsPictures));
    await output.finish();
    await pipeline([await addPictures(await whole, 2, await drawn(data, text))], sink);
    return { worksheets: 2 };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    output.abandon(failure);
    // Whoever waits for what was held is told by this error, not by a second one.
    whole?.catch(() => undefined);
    throw error;
  }
}

/** The same pictures that the printed table has behind it, each with its name and the time of the data. */
async function drawn({ mark, pictures = [] }: StatisticsData, text: SheetText): Promise<SheetPicture[]> {
  const { renderPng } = await import('./pictures/renderPng.ts');
  const note = [mark.schoolName, mark.campaignName, text.dataTime(beijingTime(mark.dataTime))]
    .filter(Boolean)
    .join(' · ');
  const made: SheetPicture[] = [];
  for (const { title, picture } of pictures) {
    made.push({ title, ...(await renderPng(picture, PICTURE_WIDTH, { title, note })) });
  }
  return made;
}
