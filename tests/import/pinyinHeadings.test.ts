import { describe, expect, it } from 'vitest';
import { recogniseHeading } from '../../electron/import/fieldSynonyms.ts';

/** Every column of the 在校生名单 and of the templates around it (domain notes §1.2 to §1.4) that a student has a field for. */
const COLUMNS: readonly [pinyin: string, chinese: string, field: string][] = [
  ['KSH', '考生号', 'examNo'],
  ['SYSSDM', '生源省市代码', 'originProvince'],
  ['XH', '学号', 'studentNo'],
  ['XM', '姓名', 'name'],
  ['XMPY', '姓名拼音', 'namePinyin'],
  ['XB', '性别', 'gender'],
  ['CSRQ', '出生日期', 'birthDate'],
  ['SFZH', '身份证号', 'idNumber'],
  ['ZJLX', '证件类型', 'idType'],
  ['ZJHM', '证件号码', 'idNumber'],
  ['ZZMM', '政治面貌', 'politicalStatus'],
  ['MZ', '民族', 'ethnicity'],
  ['YXDM', '院校代码', 'schoolCode'],
  ['YXMC', '院校名称', 'schoolName'],
  ['ZYDM', '专业代码', 'majorCode'],
  ['ZYMC', '专业名称', 'majorName'],
  ['FY', '分院', 'collegeName'],
  ['XSH', '系所', 'departmentName'],
  ['BH', '班号', 'className'],
  ['CC', '层次', 'level'],
  ['XZ', '学制', 'duration'],
  ['XXXS', '学习形式', 'mode'],
  ['DQSZJ', '当前所在级', 'grade'],
  ['RXRQ', '入学日期', 'enrolDate'],
  ['YJBYRQ', '预计毕业日期', 'expectedGraduationDate'],
  ['ZCZT', '注册状态', 'registrationStatus'],
  ['SX', '属性', 'cultivation'],
  ['BZ', '备注', 'remark'],
  ['LXDH', '联系电话', 'phone'],
];

describe('the columns of 学信网', () => {
  it.each(COLUMNS)('%s and %s are %s, in any case and both in one cell', (pinyin, chinese, field) => {
    const forms = [pinyin, pinyin.toLowerCase(), chinese, ` ${chinese} `, `${chinese}(${pinyin})`];
    expect(forms.map((form) => recogniseHeading(form, 'roster')?.field)).toEqual(forms.map(() => field));
  });

  it.each(['ZP', 'XGSJ', 'CXSJ', 'ZF'])('%s is no field of a student', (heading) => {
    expect(recogniseHeading(heading, 'roster')).toBeNull();
  });
});
