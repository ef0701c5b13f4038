import { writeChange } from '../../electron/changes/writeChange.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { testKey } from '../harness/testKey.ts';

/** Students in one import: 40 to a class, a class being of one college, major and counsellor as in a school; each with what chasing and mails ask for. */
export function writeBenchStudents(dir: string, students: number): void {
  const db = openDatabase(dir, testKey(dir));
  const rows = Array.from({ length: students }, (_, at) => ({
    student: `S${String(at).padStart(20, '0')}`,
    isNew: true,
    values: {
      studentNo: `2023${String(at).padStart(6, '0')}`,
      name: `学生${at}`,
      collegeName: `第${Math.floor(at / 40) % 20}学院`,
      className: `${Math.floor(at / 40)}班`,
      majorName: `专业${Math.floor(at / 40) % 60}`,
      counsellor: `辅导员${Math.floor(at / 40) % 90}`,
      email: `s${at}@stu.example.edu.cn`,
      registrationStatus: '注册学籍',
      expectedGraduationDate: '2027-06-30',
      mode: '普通全日制',
    },
  }));
  db.transaction(() => {
    writeChange(
      db,
      'import.chunk',
      { source: 'chsi', chunk: 0, rows },
      { device: 'bench', actor: 'bench', at: 0, batch: 'b' },
    );
  });
  db.raw.close();
}
