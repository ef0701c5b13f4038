import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { ZipFile } from 'yazl';
import { encodeGb18030 } from '../../../electron/archive/encodeGb18030.ts';
import { drawPortrait } from '../../../electron/demo/drawPortrait.ts';
import { SAMPLE_STUDENTS, sampleStudent } from './sampleStudents.ts';

/**
 * A roster as a hand made it: two lines of title, a header of two rows, one identity number that Excel turned into
 * a number, one student twice, a sum and a signature below.
 */
export async function writeMessyRoster(folder: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('在校生名单');
  sheet.addRow(['示例大学 2027 届预计毕业生名单']);
  sheet.mergeCells('A1:L1');
  sheet.addRow(['填表单位：教务处学籍科　填表日期：2026 年 11 月']);
  sheet.mergeCells('A2:L2');
  sheet.addRow(['序号', '考生号', '学号', '姓名', '性别', '证件', '', '学业', '', '', '', '其他']);
  sheet.addRow(['', '', '', '', '', '类型', '身份证号', '学院', '专业', '班级', '年级', '带班老师']);
  for (const range of ['A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:E4', 'F3:G3', 'H3:K3'])
    sheet.mergeCells(range);
  SAMPLE_STUDENTS.forEach((student, index) => {
    const lost = student.name === '王建国';
    sheet.addRow([
      index + 1,
      student.examNo,
      student.studentNo,
      student.name,
      student.gender,
      '居民身份证',
      lost ? Number(student.idNumber.slice(0, 15)) * 1000 : student.idNumber,
      student.college,
      student.major,
      student.className,
      '2023',
      index < 12 ? '杜老师' : '钱老师',
    ]);
  });
  const twice = sampleStudent('赵敏');
  sheet.addRow([25, twice.examNo, twice.studentNo, '赵敏敏', twice.gender, '居民身份证', twice.idNumber]);
  sheet.addRow(['合计', '', '', '25 人']);
  sheet.addRow(['制表人：刘老师', '', '', '', '', '审核人：']);
  const path = join(folder, '学信网 在校生名单（修改稿）.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

/** What the academic system exports: GBK, another name of one student, a class written otherwise, one student more. */
export function writeSisCsv(folder: string): string {
  const rows = SAMPLE_STUDENTS.map((student) => [
    student.studentNo,
    student.name === '马晓燕' ? '马小燕' : student.name,
    student.gender,
    student.idNumber,
    student.college,
    student.major,
    student.className,
    '13900000000',
  ]);
  const lines = [['学号', '姓名', '性别', '身份证号', '学院', '专业', '班级', '手机号'], ...rows];
  const path = join(folder, '教务系统导出.csv');
  writeFileSync(path, encodeGb18030(`${lines.map((line) => line.join(',')).join('\r\n')}\r\n`));
  return path;
}

/** Who has verified: fifteen correct, one wrong, one not found, the rest not yet. */
export async function writeStatusList(folder: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('核对状态');
  sheet.addRow(['学号', '姓名', '核对状态', '核对时间', '备注']);
  SAMPLE_STUDENTS.forEach((student, index) => {
    const verdict = index < 15 ? '已核对' : index === 15 ? '有误' : index === 16 ? '找不到学籍' : '未核对';
    sheet.addRow([
      student.studentNo,
      student.name,
      verdict,
      index < 15 ? '2026-11-20' : '',
      index === 15 ? '照片不是本人' : '',
    ]);
  });
  const path = join(folder, '图像校对核对状态.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

/** Photos named by identity number; the last two students have none, and one file belongs to nobody. */
export async function writePhotoZip(folder: string): Promise<string> {
  const zip = new ZipFile();
  const path = join(folder, '学历照片.zip');
  const written = finished(zip.outputStream.pipe(createWriteStream(path)));
  for (const [index, student] of SAMPLE_STUDENTS.slice(0, -2).entries()) {
    // Of different people: alike ones are told to be one photo.
    const portrait = { seed: index + 1, gender: student.gender, role: 'graduation' } as const;
    zip.addBuffer(await drawPortrait(portrait), `学历照片/${student.idNumber}.jpg`);
  }
  zip.addBuffer(await drawPortrait({ seed: 99, gender: '女', role: 'graduation' }), '学历照片/某某同学.jpg');
  zip.end();
  await written;
  return path;
}
