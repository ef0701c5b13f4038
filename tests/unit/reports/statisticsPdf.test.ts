import { expect, test } from 'vitest';
import { openReportFonts } from '../../../electron/reports/fonts/reportFonts.ts';
import { renderStatistics } from '../../../electron/reports/renderStatistics.ts';
import { STATISTICS_GROUPINGS, type StatisticsData } from '../../../electron/reports/reportData.ts';
import { statisticsFigures, sumCounts } from '../../../electron/reports/statisticsFigures.ts';
import { collector, readPdf } from './readPdf.ts';
import { madeUpStatistics } from './syntheticSheets.ts';

const fonts = openReportFonts();

async function print(data: StatisticsData) {
  const { sink, bytes } = collector();
  const result = await renderStatistics(data, sink, { fonts });
  return { ...result, ...(await readPdf(bytes())) };
}

test.each(STATISTICS_GROUPINGS)('statistics by %s carry every row, the marks and the total', async (by) => {
  const data = madeUpStatistics(by, 6, 9);
  const { pages, cannotPrint } = await print(data);
  expect(cannotPrint).toEqual([]);
  expect(pages.length).toBe(by === 'college' ? 1 : 4);
  for (const [index, page] of pages.entries()) {
    expect(page.text).toContain('仅供校内核对使用');
    expect(page.text).toContain(data.mark.sheetNumber);
    expect(page.text).toContain('应核对');
    expect(page.text).toContain('核对率');
    expect(page.text).toContain(`第 ${index + 1} 页 / 共 ${pages.length} 页`);
  }
  const total = statisticsFigures(sumCounts(data.rows));
  const last = pages.at(-1)?.text ?? '';
  expect(last).toContain('合计');
  expect(last).toContain(String(total.due));
  expect(last).toContain('（未填）');
  const subtotals = pages.flatMap(({ text }) => text.match(/小计/g) ?? []);
  expect(subtotals).toHaveLength(by === 'college' ? 0 : 6);
});

test('nobody at all is a sheet too', async () => {
  const { pages } = await print(madeUpStatistics('college', 0, 0));
  expect(pages).toHaveLength(1);
  expect(pages[0]?.text).toContain('合计');
  expect(pages[0]?.text).toContain('—');
});
