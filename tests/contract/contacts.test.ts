import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

describe.skipIf(!canMakeFiles)('contacts', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const roster = [
    madeStudent(1, { 班级: '软件2301', 分院: '计算机学院' }),
    madeStudent(2, { 班级: '软件2301', 分院: '计算机学院' }),
    madeStudent(3, { 班级: '软件2302', 分院: '计算机学院' }),
    madeStudent(4, { 班级: '1班', 分院: '计算机学院' }),
    madeStudent(5, { 班级: '1班', 分院: '外国语学院' }),
    madeStudent(6, { 班级: '英语2301', 分院: '外国语学院' }),
    madeStudent(7, { 班级: '0522011', 分院: '外国语学院' }),
  ];
  const importRows = async (name: string, rows: (string | null)[][], ...args: string[]) => {
    writeWorkbook(path(name), [{ name: '甲', rows }]);
    const { code, json } = await importJson(dataDir, path(name), '--as', 'contacts', '--rows', ...args);
    return { code, entry: json.batches[0]! };
  };
  const held = async (...args: string[]) => {
    const { json } = await xuejiInside<{ items: Record<string, string | null>[] }>(
      ...['students', '--data', dataDir, '--json', ...args],
    );
    return new Map(json.items.map((item) => [item.studentNo, item]));
  };

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    writeWorkbook(path('名单.xlsx'), [{ name: '甲', rows: rowsOf(roster) }]);
    await importJson(dataDir, path('名单.xlsx'), '--as', 'roster');
  });

  it('of classes are taken whatever the spelling; unknown, double and missing classes are told', async () => {
    const { code, entry } = await importRows('辅导员.xlsx', [
      ['学院', '班级', '辅导员', '联系电话', '邮箱', 'QQ'],
      ['计算机学院', '软件 2301班、软件（2302）班', '李老师', '13800001111', 'li@example.edu.cn', '12345678'],
      [null, '1班', '王老师', '13800002222', null, null],
      ['外国语学院', '1班', '赵老师', '010-62770000', null, null],
      ['外国语学院', '日语2301', '孙老师', '13800003333', null, null],
      ['外国语学院', '522011', '钱老师', '13800004444', null, null],
      ['外国语学院', '英语2301', null, '不详', null, null],
    ]);
    expect([code, entry.counts]).toEqual([
      1,
      { rows: 6, created: 3, updated: 0, unchanged: 0, ambiguous: 1, rejected: 2, dropped: 0 },
    ]);
    const told = entry.findings.map(({ code: each, row, value }) => [each, row, value]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['CLASS_SPELLING', 2, '软件 2301班'],
        ['CLASS_SPELLING', 2, '软件（2302）班'],
        ['CLASS_UNKNOWN', 3, '1班'],
        ['CLASS_UNKNOWN', 5, '日语2301'],
        ['CLASS_SPELLING', 6, '522011'],
        ['UNKNOWN_CODE', 7, '不详'],
        ['CLASS_WITHOUT_CONTACT', null, '英语2301'],
        ['CLASS_WITHOUT_CONTACT', null, '1班'],
      ]),
    );
    for (const { message } of entry.findings) expect(message).not.toMatch(/138\d{8}/);
    const students = await held();
    expect(roster.map(({ 学号 }) => students.get(学号!)!.counsellor)).toEqual([
      ...['李老师', '李老师', '李老师'],
      ...[null, '赵老师', null, '钱老师'],
    ]);
    const again = await importRows('辅导员.xlsx', [
      ['学院', '班级', '辅导员', '联系电话', '邮箱', 'QQ'],
      ['计算机学院', '软件2301', '李老师', '13800001111', 'li@example.edu.cn', null],
      ['计算机学院', '软件2302', '周老师', null, null, null],
    ]);
    expect(again.entry.counts).toMatchObject({ unchanged: 1, updated: 1 });
    const by = await xuejiInside<{ rows: { group: string[]; total: number }[] }>(
      ...['progress', '--by', 'counsellor', '--data', dataDir, '--json'],
    );
    expect(by.json.rows).toContainEqual(
      expect.objectContaining({ group: ['计算机学院', '周老师'], total: 1 }),
    );
  });

  it('of students are masked, kept beside what sources say, and can be taken back', async () => {
    const rows = [
      ['学号', '姓名', '手机', '邮箱'],
      [roster[0]!.学号, roster[0]!.姓名, '13911112222', 'a@example.com'],
      [roster[1]!.学号, roster[1]!.姓名, '139', null],
      ['29990001', '查无此人', '13911113333', null],
    ];
    const { entry } = await importRows('学生手机.xlsx', rows);
    expect(entry.counts).toMatchObject({ updated: 1, rejected: 2 });
    const student = (await held()).get(roster[0]!.学号!)!;
    expect([student.phone, student.email]).toEqual(['139****2222', '***@example.com']);
    expect(student.sources).toEqual(['chsi', 'contacts']);
    expect((await held('--unmasked')).get(roster[0]!.学号!)!.phone).toBe('13911112222');
    const later = await importRows('学生手机2.xlsx', [
      rows[0]!,
      [...rows[1]!.slice(0, 2), '13911114444', null],
    ]);
    expect(later.entry.counts).toMatchObject({ updated: 1 });
    const undone = await xuejiInside<{ kept: { fields: string[] }[] }>(
      ...['undo', entry.batch!, '--data', dataDir, '--json'],
    );
    expect(undone.json.kept.map(({ fields }) => fields)).toEqual([['phone']]);
    await xuejiInside('undo', later.entry.batch!, '--data', dataDir);
    expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
  });

  it('of classes can be taken back; what another list said since is kept and told', async () => {
    const head = ['班级', '辅导员', '辅导员电话'];
    const one = await importRows('一.xlsx', [head, ['英语2301', '吴老师', '13700000001']]);
    const two = await importRows('二.xlsx', [head, ['英语2301', '郑老师', '13700000002']]);
    const first = await xuejiInside<{ kept: { name: string; fields: string[] }[] }>(
      ...['undo', one.entry.batch!, '--data', dataDir, '--json'],
    );
    expect(first.json.kept).toContainEqual(expect.objectContaining({ name: '英语2301' }));
    const second = await xuejiInside('undo', two.entry.batch!, '--data', dataDir, '--json');
    expect(second.code).toBe(0);
    expect((await held()).get(roster[5]!.学号!)!.counsellor).toBe('吴老师');
    expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
  });
});
