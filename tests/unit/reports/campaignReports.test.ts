import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { parseSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import { CAMPAIGN_TYPES } from '../../../shared/domain/verificationStatus.ts';
import { openCore, resultOf } from '../../harness/openCore.ts';
import { codeOfRefusal, runImport, writeCsv } from '../../harness/runImport.ts';
import { sheetCells } from '../../harness/sheetCells.ts';
import { takenDownload } from '../../harness/takenDownload.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';

async function schoolOfTwo() {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const rows = [
    ['学号', '姓名', '班级'],
    ['2023110001', '张三', '软件2301'],
    ['2023110002', '李四', '软件2301'],
  ];
  await runImport(core, writeCsv(folder, '名单.csv', rows), { kind: 'roster' });
  return { core, downloads: join(folder, 'data', 'downloads') };
}

test.each(CAMPAIGN_TYPES)('a campaign of the type %s has sheets, each with a sound number', async (type) => {
  const { core } = await schoolOfTwo();
  const { id } = await core.client.campaigns.create({
    name: '核对',
    type,
    deadline: '2026-12-31',
    lockRule: '24h',
    population: {},
  });
  for (const kind of ['record-check-sheet', 'statistics'] as const) {
    const made = await resultOf<ReportResult>(
      await core.client.reports.create({ kind, campaign: id, format: 'xlsx' }),
    );
    expect(made.sheets).toBe(1);
    const cells = await sheetCells(await takenDownload(core, made.download));
    const numbers = cells.flatMap((cell) => /[0-9A-Z]{4}-\d{6}-\d{4}-[0-9A-Z]/.exec(cell)?.[0] ?? []);
    expect(numbers.length, cells.join(' ')).toBeGreaterThan(0);
    for (const number of numbers) expect(parseSheetNumber(number)).toBe(number);
  }
});

test('a report of nobody, or one that is broken off, leaves no file', async () => {
  const { core, downloads } = await schoolOfTwo();
  const nobody = core.client.reports.create({
    kind: 'statistics',
    filter: { fields: { className: ['没有这个班'] } },
    format: 'xlsx',
  });
  expect(await codeOfRefusal(nobody.then((stream) => resultOf(stream)))).toBe('NOT_FOUND');
  const controller = new AbortController();
  const stream = await core.client.reports.create(
    { kind: 'record-check-sheet', format: 'pdf' },
    { signal: controller.signal },
  );
  controller.abort();
  await expect(resultOf(stream)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(existsSync(downloads) ? readdirSync(downloads) : []).toEqual([]);
});
