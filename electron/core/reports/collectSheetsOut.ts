import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { ListedSheet } from '../../../shared/contract/sheets.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { WAITED_FOR } from '../../../shared/domain/sheetStanding.ts';
import type { SheetsOutData } from '../../reports/reportData.ts';
import { listSheets } from '../../sheets/listSheets.ts';
import { seesCollege } from '../scoped.ts';
import type { Services } from '../services.ts';
import { campaignOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** The sheets of a campaign that are waited for, a list a college. Errors: NOT_FOUND where none is. */
export function collectSheetsOut(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): SheetsOutData[] {
  const campaign = campaignOf(services, request);
  const colleges = Map.groupBy(sheetsOut(services, request), ({ collegeName }) => collegeName);
  if (colleges.size === 0) throw new AppError('NOT_FOUND', { what: 'sheetsOut' });
  const marks = makeMarks(services, campaign, colleges.size, services.clock.now());
  return [...colleges].map(([collegeName, sheets], index) => ({ mark: marks[index]!, collegeName, sheets }));
}

/** How many lists, and of how many students the sheets on them are. */
export function countSheetsOut(
  services: Services,
  request: ReportRequest,
): { sheets: number; students: number } {
  const out = sheetsOut(services, request);
  return {
    sheets: new Set(out.map(({ collegeName }) => collegeName)).size,
    students: out.reduce((sum, { students }) => sum + students, 0),
  };
}

function sheetsOut(services: Services, request: ReportRequest): ListedSheet[] {
  const { db, clock, index } = services;
  const campaign = campaignOf(services, request);
  const withLoose = campaign === null || index.campaignOf(null)?.id === campaign.id;
  const { collegeName: colleges, className: classes } = request.filter.fields;
  const isOf = (chosen: readonly string[] | undefined, value: string | null) =>
    chosen === undefined || chosen.includes(value ?? '');
  const byName = new Intl.Collator('zh-CN', { numeric: true });
  return listSheets(db, { campaign, withLoose, now: clock.now() })
    .filter(
      (one) =>
        WAITED_FOR.includes(one.state) &&
        seesCollege(one.collegeName) &&
        isOf(colleges, one.collegeName) &&
        isOf(classes, one.className),
    )
    .sort(
      (a, b) =>
        byName.compare(a.collegeName ?? '', b.collegeName ?? '') ||
        byName.compare(a.className ?? '', b.className ?? '') ||
        a.printedAt - b.printedAt,
    );
}
