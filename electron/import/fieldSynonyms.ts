import {
  type ContactField,
  type FlagField,
  IMPORT_KIND,
  IMPORT_KINDS,
  type ImportField,
  type ImportKind,
  type SheetField,
  type StatusField,
} from '../../shared/domain/importKinds.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';

/**
 * The headings under which each field is met: the pinyin abbreviations of 学信网 (domain notes §1.2, §1.3, §1.4),
 * its Chinese column names, the labels that students see (§1.5), and what 教务 exports and hand-made sheets write.
 * `certain` means nothing else; `likely` usually means this and is offered with less confidence.
 * Compared by headingKeys: case, width, spaces, stars and punctuation do not matter.
 */
interface Synonyms {
  certain: string;
  likely?: string;
}

const STUDENT_SYNONYMS: Record<StudentField, Synonyms> = {
  examNo: {
    certain: 'KSH 考生号 高考考生号 考生编号 录取考生号 高考报名号 考号 examNo examineeNo',
    likely: 'KSBH BMH 报名号',
  },
  studentNo: {
    certain:
      'XH 学号 学员学号 学籍学号 学号/工号 学工号 学生编号 XSXH XSBH studentNo studentNumber studentId',
    likely: '学籍号 学员号 编号',
  },
  name: {
    certain: 'XM 姓名 学员姓名 考生姓名 中文姓名 真实姓名 XSXM name studentName fullName',
    likely: '名字 学生 人员姓名',
  },
  namePinyin: {
    certain: 'XMPY 姓名拼音 拼音 拼音姓名 姓名全拼 姓名汉语拼音 汉语拼音 XMQP namePinyin pinyin',
  },
  gender: { certain: 'XB XBM XBMC XBDM 性别 性别名称 性别码 性别代码 性別 gender sex' },
  birthDate: {
    certain: 'CSRQ CSNY CSNYR 出生日期 出生年月日 出生年月 出生时间 生日 birthDate birthday dateOfBirth',
  },
  idType: {
    certain:
      'ZJLX ZJLXM ZJLXMC ZJLXDM SFZJLX SFZJLXM SFZJLXDM SFZJLXMC 证件类型 身份证件类型 证件种类 证件类别 身份证类型 有效证件类型 idType',
    likely: '证件名称 证件',
  },
  idNumber: {
    certain:
      'SFZH SFZHM SFZJH GMSFHM SFZJHM ZJHM ZJH 身份证号 身份证号码 身份证 身份证件号 身份证件号码 身份证编号 证件号码 证件号 证件编号 有效证件号 有效证件号码 公民身份号码 公民身份证号 公民身份证号码 居民身份证号 居民身份证号码 二代身份证号 idNumber idNo idCard idCardNo identityNumber',
    likely: 'SFZ',
  },
  ethnicity: {
    certain: 'MZ MZM MZMC MZDM 民族 民族名称 民族码 民族代码 族别 所属民族 ethnicity nationality',
  },
  politicalStatus: {
    certain:
      'ZZMM ZZMMM ZZMMMC ZZMMDM 政治面貌 政治面貌名称 政治面貌码 政治面貌代码 政治面目 politicalStatus',
  },
  schoolCode: { certain: 'YXDM XXDM 院校代码 学校代码 院校代号 学校代号 院校编码 学校编码 schoolCode' },
  schoolName: {
    certain:
      'YXMC XXMC 院校名称 学校名称 院校 学校 就读学校 就读院校 录取院校 所在学校 schoolName school university',
    likely: '毕业院校 毕业学校',
  },
  collegeName: {
    certain:
      'FY FYMC EJXY EJXYMC SZXY XY XYMC YXSMC 分院 分院名称 学院 学院名称 院系 院(系) 院系名称 所在学院 所属学院 所在院系 所属院系 二级学院 二级学院名称 教学院系 教学院 院部 院系部 学部 培养学院 培养单位 collegeName college faculty',
    likely: 'YX YXS 系部 所在系部 教学系部 所属系部 教学单位 单位 部门 所在单位',
  },
  departmentName: {
    certain:
      'XSH XSHMC HSZ HSZMC XSMC 系所 系所/函授站 系(所、函授站) 系(所) 系所名称 所属系所 函授站 函授站名称 教学点 教学点名称 学习中心 系 系名称 系别 所在系 departmentName department',
    likely: '教研室',
  },
  className: {
    certain:
      'BH BJ BJH BJMC BJDM XZB XZBMC 班号 班级 班号/班级 班级名称 行政班 行政班级 行政班名称 班级代码 班级编号 班级号 所在班级 自然班 自然班级 班名 className class',
    likely: '班 班别 班级简称',
  },
  majorCode: {
    certain: 'ZYDM ZYBM GBZYDM 专业代码 专业编号 专业代号 专业编码 专业国标码 国标专业代码 majorCode',
  },
  majorName: {
    certain:
      'ZYMC GBZYMC LQZY LQZYMC 专业 专业名称 所学专业 主修专业 录取专业 就读专业 所在专业 国标专业名称 国标专业 专业全称 majorName major',
    likely: 'ZY 校内专业名称 校内专业 专业方向',
  },
  level: {
    certain:
      'CC CCMC CCDM PYCC PYCCMC XLCC 层次 层次名称 培养层次 培养层次名称 学历层次 办学层次 学生层次 level',
    likely: '学历 学生类别 XSLB',
  },
  mode: {
    certain: 'XXXS XXXSM XXXSMC XXXSDM XXFS 学习形式 学习形式名称 学习方式 办学形式 studyMode mode',
    likely: '形式',
  },
  duration: { certain: 'XZ XZMC XZNX 学制 学制年 修业年限 duration', likely: '学习年限 年制' },
  grade: {
    certain:
      'DQSZJ SZJ DQNJ NJ SZNJ XNJ 当前所在级 当前所在年级 所在级 年级 所在年级 当前年级 现在年级 学生年级 入学年级 grade',
    likely: '级 级别',
  },
  enrolDate: {
    certain:
      'RXRQ RXNY RXSJ 入学日期 入学时间 入学年月 入学年月日 入校日期 入校时间 入校年月 enrolDate enrollmentDate admissionDate',
  },
  expectedGraduationDate: {
    certain:
      'YJBYRQ YJBYSJ YJBYNY YBYRQ 预计毕业日期 预计毕业时间 预计毕业年月 预毕业日期 应毕业日期 应毕业时间 拟毕业日期 离校日期 离校日期/预计毕业日期 expectedGraduationDate graduationDate',
    likely: 'BYRQ BYNY BYSJ 毕业日期 毕业时间 毕业年月',
  },
  registrationStatus: {
    certain:
      'ZCZT ZCZTMC XJZT XJZTMC XJZTDM 注册状态 学籍状态 学籍状态名称 学年注册状态 学籍注册状态 在校状态 学生状态 学生当前状态 registrationStatus',
    likely: 'XSZT 当前状态 状态 是否在籍',
  },
  cultivation: {
    certain: 'SX PYFS PYFSMC 属性 培养方式 属性/培养方式 定向委培 定向/委培 cultivation',
    likely: '学生属性 培养类别',
  },
  remark: {
    certain: 'BZ 备注 备注信息 备注说明 人像比对 人像比对结果 人像比对状态 身份核验结果 remark remarks',
    likely: '说明 附注',
  },
  originProvince: {
    certain:
      'SYSSDM SYSS SYSSMC SYDS 生源省市代码 生源省市 生源省市名称 生源省 生源省份 生源地省份 生源所在省 originProvince',
    likely: 'SYD SYDQ 生源地 生源地区 省市代码 省份 省市 籍贯省份',
  },
  phone: {
    certain:
      'SJ SJH SJHM YDDH LXDH LXSJ 手机 手机号 手机号码 联系电话 联系手机 联系方式 移动电话 本人电话 本人手机 本人联系电话 本人手机号 电话号码 学生电话 phone mobile tel telephone cellphone',
    likely: 'DH 电话',
  },
  email: {
    certain: 'DZYX DZXX EMAIL E-mail 邮箱 电子邮箱 电子邮件 电子信箱 邮箱地址 常用邮箱 mail',
    likely: 'QQ邮箱',
  },
  counsellor: {
    certain:
      'FDY FDYXM 辅导员 辅导员姓名 辅导员/班主任 班主任/辅导员 辅导员(班主任) 专职辅导员 所属辅导员 counsellor counselor',
    likely: 'BZR BZRXM 班主任 班主任姓名 负责老师',
  },
};

const STATUS_SYNONYMS: Record<StatusField, Synonyms> = {
  verdict: {
    certain:
      'HDZT JDZT JDJG HDJG QRZT QRJG SFHD SFJD SFQR 核对状态 核对结果 核对情况 核对结论 是否核对 是否已核对 是否完成核对 校对状态 校对结果 校对情况 校对结论 是否校对 是否已校对 是否完成校对 图像校对 图像校对状态 图像校对结果 图像校对情况 图像核对状态 图像核对结果 毕业证书图像校对 照片校对 照片核对 照片核对结果 学籍核对 学籍核对状态 学籍核对结果 学籍信息核对 学籍信息核对状态 学籍信息核对结果 信息核对状态 信息核对结果 确认状态 确认结果 确认情况 是否确认 是否已确认 核查状态 核查结果 核查情况 是否核查 verdict verificationStatus verified',
    likely: '状态 结果 是否完成 完成情况 完成状态 是否正确 正确/有误',
  },
  verifiedAt: {
    certain:
      'HDSJ HDRQ JDSJ JDRQ QRSJ QRRQ 核对时间 核对日期 校对时间 校对日期 确认时间 确认日期 图像校对时间 图像校对日期 核查时间 核查日期 完成时间 完成日期 提交时间 verifiedAt verificationTime',
    likely: '时间 日期 操作时间',
  },
  accountStage: {
    certain:
      '注册情况 学信网注册 学信网注册情况 学信网注册状态 学信网账号 学信网账号状态 学信档案注册 学信档案注册情况 账号状态 账号情况 账号阶段 帐号状态 帐号情况 是否注册 是否已注册 是否激活 激活状态 激活情况 实名注册 实名注册情况 实名绑定 accountStage accountStatus',
    likely: '注册状态',
  },
  note: {
    certain:
      'BZ 备注 备注信息 备注说明 有误信息 有误信息登记 有误说明 有误原因 有误内容 错误信息 错误内容 错误说明 错误类别 错误类型 勘误信息 异常原因 异常说明 问题描述 问题说明 未核对原因 未完成原因 note remark remarks',
    likely: '说明 原因 问题',
  },
};

const FLAG_SYNONYMS: Record<FlagField, Synonyms> = {
  identityFlag: {
    certain:
      'RXBD RXBDJG 人像比对 人像比对结果 人像比对状态 人像比对情况 人像比对标记 身份核验 身份核验结果 身份核验状态 身份核验情况 核验结果 比对结果 identityFlag identityCheck',
    likely: 'BZ 备注 备注信息 备注说明 说明 remark remarks',
  },
};

/** The headings of our own sheets first (electron/reports/text); departments add 核对结果 by themselves. */
const SHEET_SYNONYMS: Record<SheetField, Synonyms> = {
  printedIdNumber: { certain: '证件号码 证件号 身份证号 身份证号码 Documentno idNumber' },
  admissionPhoto: { certain: '录取 录取照片 照片录取 Adm' },
  graduationPhoto: { certain: '学历 学历照片 照片学历 Grad' },
  printedStatus: { certain: '核对状态 当前状态 Status' },
  correction: {
    certain:
      '有误信息登记 有误信息 有误登记 更正 更正信息 更正内容 勘误信息 错误信息 有误说明 正确信息 应更正为 Correctinformationwherewrong correction',
    likely: '备注 说明',
  },
  signature: { certain: '学生签字 学生签名 签字 签名 本人签字 本人签名 学生本人签字 Signature' },
};
/** 核对状态 is printed by us; what a department answers stands under another heading. */
const SHEET_VERDICT: Synonyms = {
  certain: '核对结果 核对结论 核对情况 校对结果 确认结果 确认情况 信息核对结果 Result Verdict',
  likely: '结果 是否正确 是否无误 正确/有误 是否一致',
};

const CONTACT_SYNONYMS: Record<ContactField, Synonyms> = {
  counsellorPhone: {
    certain:
      'FDYDH FDYSJ 辅导员电话 辅导员手机 辅导员手机号 辅导员手机号码 辅导员联系电话 辅导员联系方式 班主任电话 班主任手机 班主任手机号 班主任联系电话 班主任联系方式 counsellorPhone',
  },
  counsellorEmail: {
    certain: '辅导员邮箱 辅导员电子邮箱 辅导员邮件 班主任邮箱 班主任电子邮箱 counsellorEmail',
  },
  counsellorQq: {
    certain: '辅导员QQ 辅导员QQ号 辅导员QQ号码 班主任QQ 班主任QQ号 counsellorQq',
    likely: 'QQ QQ号 QQ号码',
  },
};

export type SynonymStrength = 'certain' | 'likely';

/** Stars, colons, dashes and the like, which hand-made headings carry. Brackets are treated apart. */
const ORNAMENT = /[\s\p{Cf}*:_\-/\\、,.·'"“”‘’※★☆▲●#|&]/gu;
/** A heading with one of these in brackets means another person's or another time's value, not this field's. */
const OTHER_MEANING =
  /家长|父|母|监护|紧急|原|旧|曾|变更|更正|修改|更改|新|正确|应为|拟|学信网应|导师|辅导员|班主任/;
const PERSON_PREFIX = /^(?:学生|本人|新生|毕业生|考生|学员)(?=.)/;

/**
 * The forms under which a heading is looked up, best first: the whole, the whole without brackets, what stands
 * inside the brackets. The first is also its identity for remembered mappings. Empty for a blank heading.
 */
export function headingKeys(heading: string): string[] {
  const normal = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(ORNAMENT, '')
    .replace(/[[{<〔【〈《]/g, '(')
    .replace(/[\]}>〕】〉》]/g, ')');
  const whole = normal.replace(/[()]/g, '');
  if (whole === '') return [];
  const keys = [whole];
  if (normal.includes('(')) {
    const inside = Array.from(normal.matchAll(/\(([^()]*)\)/g), (match) => match[1] ?? '');
    const outside = normal.replace(/\([^()]*\)/g, '').replace(/[()]/g, '');
    if (!inside.some((part) => OTHER_MEANING.test(part))) keys.push(outside, ...inside);
  }
  for (const key of [...keys]) {
    if (PERSON_PREFIX.test(key)) keys.push(key.replace(PERSON_PREFIX, ''));
  }
  return keys.filter((key, index) => key !== '' && keys.indexOf(key) === index);
}

/** The form by which two headings are the same. */
export function headingKey(heading: string): string {
  return headingKeys(heading)[0] ?? '';
}

const ALL_SYNONYMS: Record<ImportField, Synonyms> = {
  ...STUDENT_SYNONYMS,
  ...STATUS_SYNONYMS,
  ...FLAG_SYNONYMS,
  ...CONTACT_SYNONYMS,
  ...SHEET_SYNONYMS,
};

/** What a field is called in files of this kind. */
function synonymsFor(field: ImportField, kind: ImportKind): Synonyms {
  if (kind === 'sheets' && field === 'verdict') return SHEET_VERDICT;
  return ALL_SYNONYMS[field];
}

type Lookup = ReadonlyMap<string, { field: ImportField; strength: SynonymStrength }>;

function buildLookup(kind: ImportKind): Lookup {
  const lookup = new Map<string, { field: ImportField; strength: SynonymStrength }>();
  for (const strength of ['certain', 'likely'] as const) {
    for (const field of IMPORT_KIND[kind].fields) {
      for (const synonym of (synonymsFor(field, kind)[strength] ?? '').split(' ')) {
        const key = headingKey(synonym);
        if (key !== '' && !lookup.has(key)) lookup.set(key, { field, strength });
      }
    }
  }
  return lookup;
}

const LOOKUPS = Object.fromEntries(IMPORT_KINDS.map((kind) => [kind, buildLookup(kind)])) as Record<
  ImportKind,
  Lookup
>;

export interface Recognised {
  field: ImportField;
  /** `certain` only where the whole heading is a certain synonym; through a part in brackets it is `likely`. */
  strength: SynonymStrength;
}

/** The field that a heading names, or null. */
export function recogniseHeading(heading: string, kind: ImportKind): Recognised | null {
  const lookup = LOOKUPS[kind];
  const keys = headingKeys(heading);
  const whole = keys[0] ?? '';
  for (const key of keys) {
    const hit = lookup.get(key);
    if (hit === undefined) continue;
    const bracketed = key !== whole && key !== whole.replace(PERSON_PREFIX, '');
    return { field: hit.field, strength: bracketed ? 'likely' : hit.strength };
  }
  return null;
}

/** All synonyms of a field, as written here; for tests and for the handbook. None where the kind lacks the field. */
export function synonymsOf(field: ImportField, kind: ImportKind): string[] {
  if (!IMPORT_KIND[kind].fields.includes(field)) return [];
  const { certain, likely } = synonymsFor(field, kind);
  return `${certain} ${likely ?? ''}`.trim().split(' ');
}
