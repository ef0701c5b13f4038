import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { checkCharacter } from '../../shared/domain/idNumber.ts';

/** The 25 columns of a roster as 学信网 and school systems export them. */
export const BENCH_HEADINGS: readonly string[] = [
  '考生号',
  '学号',
  '姓名',
  '性别',
  '出生日期',
  '证件类型',
  '证件号码',
  '政治面貌',
  '民族',
  '学校代码',
  '学校名称',
  '分院',
  '系所',
  '班号',
  '专业代码',
  '专业名称',
  '层次',
  '学习形式',
  '学制',
  '入学日期',
  '当前所在级',
  '预计毕业日期',
  '注册状态',
  '联系电话',
  '备注',
];

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛';
const COLLEGES = [
  '计算机与信息工程学院',
  '外国语学院',
  '经济管理学院',
  '机械与电气工程学院',
  '马克思主义学院',
];
const MAJORS = [
  '计算机科学与技术',
  '软件工程',
  '英语',
  '会计学',
  '市场营销',
  '机械设计制造及其自动化',
  '思想政治教育',
];

/** One synthetic student; the same number gives the same row. */
export function benchRow(index: number): string[] {
  const mixed = Math.imul(index + 1, 2654435761) >>> 0;
  const pick = <T>(from: ArrayLike<T>, shift: number) => from[(mixed >>> shift) % from.length] as T;
  const name = pick(SURNAMES, 0) + pick(GIVEN, 5) + (mixed % 3 === 0 ? '' : pick(GIVEN, 11));
  const birth = `200${mixed % 6}${String(1 + (mixed % 12)).padStart(2, '0')}${String(1 + (mixed % 28)).padStart(2, '0')}`;
  const college = mixed % COLLEGES.length;
  const major = (mixed >>> 3) % MAJORS.length;
  // Sound numbers: a file in which every number is wrong is not what imports are measured by.
  const order = (index % 500) * 2 + (mixed % 2);
  const body = `${110101 + (Math.floor(index / 500) % 180)}${birth}${String(order).padStart(3, '0')}`;
  const id = body + checkCharacter(body);
  return [
    `231101${String(index).padStart(8, '0')}`,
    `2023${String(index).padStart(8, '0')}`,
    name,
    mixed % 2 ? '男' : '女',
    birth,
    '居民身份证',
    id,
    mixed % 4 ? '共青团员' : '群众',
    mixed % 9 ? '汉族' : '维吾尔族',
    '10000',
    '示例大学',
    COLLEGES[college]!,
    `${MAJORS[major]!}系`,
    `${MAJORS[major]!.slice(0, 2)}23${String(1 + (mixed % 40)).padStart(2, '0')}`,
    `08${String(901 + major)}`,
    MAJORS[major]!,
    '本科',
    '普通全日制',
    '4',
    '20230901',
    '2023',
    '20270701',
    '注册学籍',
    `138${String(mixed).padStart(8, '0').slice(0, 8)}`,
    '',
  ];
}

export interface BenchFiles {
  /** Texts shared, as Excel and WPS write them. */
  xlsx: string;
  /** Texts in the cells, as many programs write them. */
  inlineXlsx: string;
  csvGb18030: string;
  csvUtf8: string;
}

/** Writes the benchmark's files into the folder for temporary files, once per number of rows. */
export async function writeBenchRoster(rows = 100_000): Promise<BenchFiles> {
  const folder = join(tmpdir(), 'xueji-desk-bench');
  await mkdir(folder, { recursive: true });
  const files: BenchFiles = {
    xlsx: join(folder, `roster-${rows}.xlsx`),
    inlineXlsx: join(folder, `roster-${rows}-inline.xlsx`),
    csvGb18030: join(folder, `roster-${rows}-gb18030.csv`),
    csvUtf8: join(folder, `roster-${rows}-utf8.csv`),
  };
  await once(files.xlsx, (path) => writeXlsx(path, rows, true));
  await once(files.inlineXlsx, (path) => writeXlsx(path, rows, false));
  await once(files.csvUtf8, (path) => writeCsv(path, rows, (text) => Buffer.from(text, 'utf8')));
  const encode = gb18030Encoder();
  await once(files.csvGb18030, (path) => writeCsv(path, rows, encode));
  return files;
}

async function once(path: string, write: (path: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  await write(`${path}.part`);
  await rename(`${path}.part`, path);
}

async function writeXlsx(path: string, rows: number, useSharedStrings: boolean): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useSharedStrings,
    useStyles: true,
  });
  const sheet = workbook.addWorksheet('在校生名单');
  sheet.addRow(BENCH_HEADINGS).commit();
  for (let index = 0; index < rows; index++) sheet.addRow(benchRow(index)).commit();
  sheet.commit();
  await workbook.commit();
}

async function writeCsv(path: string, rows: number, encode: (text: string) => Buffer): Promise<void> {
  const out = createWriteStream(path);
  let text = `${BENCH_HEADINGS.join(',')}\r\n`;
  for (let index = 0; index < rows; index++) {
    text += `${benchRow(index).join(',')}\r\n`;
    if (text.length < 1 << 20 && index < rows - 1) continue;
    if (!out.write(encode(text))) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    text = '';
  }
  out.end(text === '' ? undefined : encode(text));
  await finished(out);
}

/** Node only decodes GB18030; the two-byte part, which all of these names are in, is turned round here. */
function gb18030Encoder(): (text: string) => Buffer {
  const codes = new Map<string, number>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail);
    }
  }
  return (text) => {
    const bytes = Buffer.alloc(text.length * 2);
    let at = 0;
    for (const character of text) {
      const code = character.codePointAt(0)!;
      const pair = code < 0x80 ? undefined : codes.get(character);
      if (code < 0x80) bytes[at++] = code;
      else if (pair === undefined) throw new Error(`not in the two-byte part of GB18030: ${character}`);
      else at = bytes.writeUInt16BE(pair, at);
    }
    return bytes.subarray(0, at);
  };
}
