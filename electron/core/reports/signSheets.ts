import { setImmediate as nextTurn } from 'node:timers/promises';
import { CLASS_REPORTS, type ReportRequest } from '../../../shared/contract/reports.ts';
import { sheetCodeText, signedPartOf } from '../../../shared/domain/sheetCode.ts';
import type { SignSheetsArgs } from '../../changes/mutations/signSheets.ts';
import {
  contentDigest,
  contentMarks,
  headingMarks,
  keptColumns,
  type SheetContent,
} from '../../reports/content/sheetContent.ts';
import type { SheetMark } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { toBase32 } from '../signing/base32.ts';
import { openSigner } from '../signing/openSigner.ts';
import { campaignOf } from './groupStudents.ts';
import { REPORT_FIELDS_OF_PLACE, type SheetGroup } from './sheetGroup.ts';

/** A sheet that is about to be printed, as far as signing is concerned. */
export interface UnsignedSheet {
  mark: SheetMark;
  group: SheetGroup;
  /** Of a report of cases: whose it is. */
  cases?: string[];
  /** Of slips: the visit. */
  visits?: string[];
  /** Made when it is signed, so that a whole school is never there twice. */
  content(): SheetContent;
}

/** Sheets between which other work has a turn. */
const TOGETHER = 50;

/**
 * Signs what sheets say, keeps it to be compared later, and notes class sheets as printed, so that one that comes back
 * is known. The marks, in their order, with their codes.
 */
export async function signSheets(
  services: Services,
  request: ReportRequest,
  sheets: readonly UnsignedSheet[],
): Promise<SheetMark[]> {
  const signer = openSigner(services);
  const campaign = campaignOf(services, request)?.id ?? null;
  const signed: SignSheetsArgs['sheets'] = [];
  const issued: Parameters<typeof issue>[1] = [];
  const marks: SheetMark[] = [];
  for (const [index, { mark, group, content, cases = [], visits = [] }] of sheets.entries()) {
    const said = content();
    const { sheetNumber: number, dataTime } = mark;
    const part = { number, key: signer.keyId, digest: toBase32(contentDigest(said)) };
    signed.push({
      ...part,
      about: aboutOf({ ...request, cases, visits }, campaign, group),
      // Of many cases each sheet keeps its own.
      request: JSON.stringify({ ...request, cases, visits, campaign }),
      group: JSON.stringify(group),
      dataTime,
      columns: JSON.stringify({ titles: keptColumns(said), heading: headingMarks(number, said) }),
      students: said.rows.map(({ student }) => student ?? '-').join(' '),
      marks: contentMarks(number, said),
    });
    issued.push({
      number,
      code: part.digest,
      campaign,
      dataTime,
      collegeName: group.collegeName ?? null,
      className: group.className ?? null,
      students: said.rows.flatMap(({ student }) => (student === null ? [] : [student])),
    });
    marks.push({ ...mark, code: sheetCodeText(part, signer.sign(signedPartOf(part))) });
    if (index % TOGETHER === TOGETHER - 1) await nextTurn();
  }
  services.commit('sheets.sign', { sheets: signed });
  if (CLASS_REPORTS.includes(request.kind) && request.kind !== 'chase-notice') issue(services, issued);
  return marks;
}

function issue(services: Services, sheets: Parameters<typeof services.commit<'sheets.issue'>>[1]['sheets']) {
  services.commit('sheets.issue', { sheets });
}

/** The same for every sheet that says the same kind of thing of the same students: the last one is what holds. */
function aboutOf(request: ReportRequest, campaign: string | null, group: SheetGroup): string {
  const { kind, by, unmasked, filter, letter, cases, visits } = request;
  const fields = Object.entries(filter.fields)
    .filter(([field]) => !REPORT_FIELDS_OF_PLACE.includes(field))
    .map(([field, values]) => [field, [...values].sort()])
    .sort();
  const narrowed = { ...filter, fields, statuses: [...filter.statuses].sort() };
  // A statistic is of what the filter leaves; whose sheet another one is says its group.
  const of = kind === 'statistics' ? [by, filter.fields] : group;
  const about = letter === null ? (kind === 'counter-slip' ? [visits] : []) : [letter, cases];
  return JSON.stringify([kind, campaign, unmasked, narrowed, of, ...about]);
}
