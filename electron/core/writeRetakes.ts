import ExcelJS from 'exceljs';
import type { StudentQuery } from '../../shared/contract/students.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { maskIdNumber } from '../../shared/domain/mask.ts';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';
import { RETAKE_WHYS, type RetakeWhy } from '../../shared/domain/photoFindings.ts';
import { createText } from '../../shared/text/createText.ts';
import type { PhotoWall } from './PhotoWall.ts';
import { noteStudents } from './people/noteStudents.ts';
import { progressStream } from './progressStream.ts';
import type { Services } from './services.ts';

const BREATHE_EVERY = 1_000;
const HEADINGS = [
  '学院',
  '班级',
  '学号',
  '考生号',
  '姓名',
  '证件号码',
  '补拍原因',
  '审核理由',
  '备注',
  '检查发现',
];

/**
 * Who is to be photographed again, class by class, with the reasons: for the department staff who tell the students.
 * Identity numbers are masked unless asked for whole. The second sheet counts by class.
 */
export function writeRetakes(
  services: Services,
  wall: PhotoWall,
  { query, unmasked }: { query: StudentQuery; unmasked: boolean },
  outer: AbortSignal | undefined,
) {
  return progressStream(async (onProgress, signal) => {
    onProgress({ stage: 'read', done: 0, total: null });
    const retakes = await wall.retakes(query);
    noteStudents(retakes.map(({ n }) => n));
    if (unmasked) services.log.info('retakes-unmasked', { students: retakes.length });
    const { photo: words } = createText('zh');
    const idNumber = services.db.read<{ id: string | null }>(
      'SELECT id_number AS id FROM student WHERE n = ?',
    );
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('补拍名单', { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = HEADINGS.map((_, index) => ({
      width: index === 8 || index === 7 ? 28 : 18,
      style: { numFmt: '@' },
    }));
    sheet.addRow(HEADINGS).font = { bold: true };
    const counts = Object.fromEntries(RETAKE_WHYS.map((why) => [why, 0])) as Record<RetakeWhy, number>;
    const classes = new Map<string, { of: string[]; counts: Record<RetakeWhy, number> }>();
    for (const [index, { n, item }] of retakes.entries()) {
      const why = item.retake!;
      counts[why] += 1;
      const of = [item.collegeName ?? '', item.className ?? ''];
      const group = classes.get(of.join('\t')) ?? { of, counts: { missing: 0, refused: 0, flagged: 0 } };
      group.counts[why] += 1;
      classes.set(of.join('\t'), group);
      const id = idNumber.get(n)?.id ?? '';
      sheet.addRow(
        [
          ...of,
          item.studentNo ?? '',
          item.examNo ?? '',
          item.name ?? '',
          unmasked || id === '' ? id : maskIdNumber(id),
          words.retake(why),
          (item.review?.reasons ?? []).map((reason) => words.reason(reason)).join('、'),
          item.review?.note ?? '',
          item.findings.map((code) => words.finding(code)).join('、'),
        ].map(neutraliseCell),
      );
      if (index % BREATHE_EVERY > 0) continue;
      onProgress({ stage: 'write', done: index, total: retakes.length });
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new AppError('CANCELLED');
    }
    const sums = workbook.addWorksheet('各班人数', { views: [{ state: 'frozen', ySplit: 1 }] });
    sums.columns = [{ width: 24 }, { width: 24 }, { width: 18 }, { width: 18 }, { width: 24 }, { width: 10 }];
    sums.addRow(['学院', '班级', ...RETAKE_WHYS.map((why) => words.retake(why)), '合计']).font = {
      bold: true,
    };
    for (const { of, counts: each } of classes.values()) {
      const numbers = RETAKE_WHYS.map((why) => each[why]);
      sums.addRow([...of.map(neutraliseCell), ...numbers, numbers.reduce((sum, one) => sum + one, 0)]);
    }
    const file = services.downloads.begin('补拍名单', 'xlsx');
    try {
      await file.write(new Uint8Array(await workbook.xlsx.writeBuffer()));
    } catch (error) {
      file.abandon();
      throw error;
    }
    return { download: file.done(), students: retakes.length, counts };
  }, outer);
}
