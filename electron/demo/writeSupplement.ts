import ExcelJS from 'exceljs';
import type { StudentValues } from '../../shared/domain/studentFields.ts';
import type { DemoSchool } from './demoSchool.ts';
import { fixZipTimes } from './fixZipTimes.ts';
import { utcDate } from './utcDate.ts';

const MOST_ROWS = 36;

const HEADINGS = [
  ['序号', 'XUHAO'],
  ['学号', 'XH'],
  ['姓名', 'XM'],
  ['性别', 'XB'],
  ['身份证号', 'SFZH'],
  ['考生号', 'KSH'],
  ['出生日期', 'CSRQ'],
  ['学院', 'FY'],
  ['班级', 'BH'],
  ['当前所在级', 'DQSZJ'],
  ['联系电话', 'LXDH'],
  ['辅导员', 'FDY'],
] as const;
const COLUMN = {
  name: 3,
  studentNo: 2,
  idNumber: 5,
  examNo: 6,
  birthDate: 7,
  className: 9,
  grade: 10,
  phone: 11,
};

/**
 * A sheet made by hand, with what such sheets suffer from (domain notes §9): merged titles, two rows of headings,
 * numbers that lost their last digits, apostrophes, spaces, full-width digits, dates of every kind, formulas, an
 * error, a row twice, a row without a name, a hidden sheet, notes at the bottom.
 * It holds this year's students whom 教务 lacks, those whom only 教务 knows, and some that all know.
 */
export async function writeSupplement(path: string, school: DemoSchool): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = utcDate(school.now);
  workbook.modified = utcDate(school.now);
  const sheet = workbook.addWorksheet('补充名单');
  sheet.columns = [6, 14, 14, 6, 24, 20, 14, 26, 16, 12, 16, 10].map((width) => ({ width }));
  sheet.addRow([`${school.schoolYear}级学生补充名单`]);
  sheet.mergeCells(1, 1, 1, HEADINGS.length);
  sheet.addRow([
    `填报单位：${school.name}教务处`,
    null,
    null,
    null,
    null,
    null,
    null,
    `填报日期：${school.today}`,
  ]);
  sheet.mergeCells(2, 1, 2, 7);
  sheet.mergeCells(2, 8, 2, HEADINGS.length);
  sheet.addRow(HEADINGS.map(([chinese]) => chinese));
  sheet.addRow(HEADINGS.map(([, pinyin]) => pinyin));

  const students = studentsOf(school);
  students.forEach((values, index) => {
    damage(sheet.addRow(cellsOf(values, index + 1)), values, index);
  });
  const twice = students[10];
  if (twice) sheet.addRow(cellsOf(twice, students.length + 1));

  sheet.addRow([]);
  const note = sheet.addRow(['注：1.本表由各学院核实后报送；2.身份证号请以文本格式填写，不得空缺。']);
  sheet.mergeCells(note.number, 1, note.number, HEADINGS.length);
  sheet.addRow(['填表人：', null, null, '审核人：', null, null, null, '（盖章）']);

  const hidden = workbook.addWorksheet('字典', { state: 'hidden' });
  hidden.addRows([
    ['性别', '代码'],
    ['男', '1'],
    ['女', '2'],
  ]);
  await workbook.xlsx.writeFile(path);
  await fixZipTimes(path, school.now);
}

function studentsOf(school: DemoSchool): StudentValues[] {
  const newest = String(school.schoolYear);
  const fresh = school.students.filter(({ values }) => values.grade === newest);
  const lacking = fresh.filter(({ sources }) => sources.sis === null).map(({ values }) => values);
  const extra = school.onlyInSis.filter((values) => values.grade === newest);
  const known = fresh.filter(({ sources }) => sources.sis !== null).map(({ values }) => values);
  return [...lacking.slice(0, 12), ...extra.slice(0, 6), ...known].slice(0, MOST_ROWS);
}

function cellsOf(values: StudentValues, number: number): (string | number | null)[] {
  return [
    number,
    values.studentNo,
    values.name,
    values.gender,
    values.idNumber,
    values.examNo,
    values.birthDate,
    values.collegeName,
    values.className,
    values.grade,
    values.phone,
    values.counsellor,
  ];
}

/** Each row has at most one trouble with its identity number, so that it can still be found by the other keys. */
function damage(row: ExcelJS.Row, values: StudentValues, index: number): void {
  const id = values.idNumber!;
  const idCell = row.getCell(COLUMN.idNumber);
  switch (index % 9) {
    case 1:
      // As Excel keeps it: fifteen digits, then zeros.
      if (/^\d{18}$/.test(id)) idCell.value = Number(`${id.slice(0, 15)}000`);
      break;
    case 3:
      idCell.value = `'${id}`;
      break;
    case 4:
      idCell.value = ` ${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}\u00a0`;
      break;
    case 5:
      idCell.value = id.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      break;
    case 6:
      row.getCell(COLUMN.studentNo).value = Number(values.studentNo);
      break;
    case 7:
      row.getCell(COLUMN.grade).value = {
        formula: `2000+${Number(values.grade) - 2000}`,
        result: Number(values.grade),
      };
      break;
  }
  const [year, month, day] = values.birthDate!.split('-') as [string, string, string];
  const birthCell = row.getCell(COLUMN.birthDate);
  switch (index % 5) {
    case 0:
      birthCell.value = `${year}.${Number(month)}.${Number(day)}`;
      break;
    case 1:
      birthCell.value = `${year}年${Number(month)}月${Number(day)}日`;
      break;
    case 2:
      birthCell.value = utcDate(values.birthDate!);
      birthCell.numFmt = 'yyyy/m/d';
      break;
    case 3:
      birthCell.value = Number(year + month + day);
      break;
  }
  if (index === 8) row.getCell(COLUMN.className).value = { error: '#N/A' };
  if (index === 9) row.getCell(COLUMN.className).value = { formula: `B${row.number}&"班"` };
  if (index === 12) row.getCell(COLUMN.name).value = null;
  if (index % 4 === 2 && values.phone !== null) row.getCell(COLUMN.phone).value = `${values.phone} `;
  if (index === 14 && values.examNo !== null) row.getCell(COLUMN.examNo).value = Number(values.examNo);
}
