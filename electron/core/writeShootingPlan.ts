import ExcelJS from 'exceljs';
import { AppError } from '../../shared/domain/errors.ts';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';
import { progressStream } from './progressStream.ts';
import { type Selection, selectStudents } from './selectStudents.ts';
import type { Services } from './services.ts';

const BREATHE_EVERY = 5000;

/**
 * How many 学历照片 are still to be taken, class by class: all that a photographer may be given. 教学服〔2022〕10号:
 * a school gives photographers no list of students, so nothing here tells one student from another.
 */
export function writeShootingPlan(services: Services, selection: Selection, outer: AbortSignal | undefined) {
  return progressStream(async (onProgress, signal) => {
    const ns = await selectStudents(services, selection);
    const student = services.db.read<{ college: string; major: string; class: string; has: number }>(
      `SELECT coalesce(college_name, '') AS college, coalesce(major_name, '') AS major,
              coalesce(class_name, '') AS class,
              EXISTS (SELECT 1 FROM photo p WHERE p.student_n = s.n AND p.role = 'graduation') AS has
       FROM student s WHERE n = ?`,
    );
    const classes = new Map<string, { of: string[]; students: number; have: number }>();
    for (const [index, n] of ns.entries()) {
      const one = student.get(n);
      if (!one) continue;
      const of = [one.college, one.major, one.class];
      const key = JSON.stringify(of);
      const group = classes.get(key) ?? { of, students: 0, have: 0 };
      group.students += 1;
      group.have += one.has;
      classes.set(key, group);
      if (index % BREATHE_EVERY > 0) continue;
      onProgress({ stage: 'read', done: index, total: ns.length });
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new AppError('CANCELLED');
    }
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('采集人数', { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.addRow(['学院', '专业', '班级', '人数', '已有照片', '待采集']).font = { bold: true };
    sheet.columns.forEach((column, index) => {
      column.width = index < 3 ? 24 : 10;
    });
    const compare = new Intl.Collator('zh').compare;
    const rows = [...classes.values()].sort((a, b) => compare(a.of.join('\t'), b.of.join('\t')));
    for (const { of, students, have } of rows) {
      sheet.addRow([...of.map(neutraliseCell), students, have, students - have]);
    }
    const file = services.downloads.begin('采集人数', 'xlsx');
    try {
      await file.write(new Uint8Array(await workbook.xlsx.writeBuffer()));
    } catch (error) {
      file.abandon();
      throw error;
    }
    return { download: file.done(), classes: rows.length, students: ns.length };
  }, outer);
}
