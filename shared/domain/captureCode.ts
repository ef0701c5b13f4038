/** Continuing education by 学习形式: codes are given in any year of study. */
const CONTINUING_MODES: readonly string[] = ['函授', '业余', '脱产', '夜大学', '网络教育', '开放教育'];
/** 普通本专科 and 研究生: codes are given in the year of graduation and the year before. */
const ORDINARY_MODES: readonly string[] = ['普通全日制', '全日制', '非全日制'];

export interface CaptureCodeInput {
  /** ZCZT, the word of 学信网. */
  registrationStatus: string | null;
  /** YJBYRQ, YYYY-MM-DD. */
  expectedGraduationDate: string | null;
  /** XXXS. */
  mode: string | null;
  idType: string | null;
  /** YYYY-MM-DD, in China. */
  today: string;
}

export type CaptureCode =
  /** 学信网 gives the student a code now. */
  | { can: 'yes' }
  /** Only students who are registered (注册学籍) get one. */
  | { can: 'registration'; registrationStatus: string }
  /** Not in the years in which one is given; `from` is the first day on which one will be, null when it is past. */
  | { can: 'year'; year: string; from: string | null }
  /** What it depends on is not known here. */
  | { can: 'unknown'; missing: 'registrationStatus' | 'expectedGraduationDate' | 'mode' };

/**
 * Whether a student can fetch a 图像采集码 on 学信网, which is what "I have no code" comes down to: 注册状态 has to be
 * 注册学籍, and for 普通本专科 and 研究生 the expected year of graduation has to be this one or the next, which moves on
 * by itself each 1 January; 继续教育 and 来华留学生 get one in any year (教学服〔2022〕10号; domain notes §2.2). A holder of a
 * passport may be one of the latter, which no column tells: then nothing is claimed.
 */
export function captureCode(input: CaptureCodeInput): CaptureCode {
  const { registrationStatus, expectedGraduationDate, mode, idType, today } = input;
  if (registrationStatus === null) return { can: 'unknown', missing: 'registrationStatus' };
  if (registrationStatus !== '注册学籍') return { can: 'registration', registrationStatus };
  if (mode !== null && CONTINUING_MODES.includes(mode)) return { can: 'yes' };
  const year = expectedGraduationDate?.slice(0, 4) ?? null;
  if (year === null) return { can: 'unknown', missing: 'expectedGraduationDate' };
  const thisYear = Number(today.slice(0, 4));
  if (Number(year) === thisYear || Number(year) === thisYear + 1) return { can: 'yes' };
  const isOrdinary = mode !== null && ORDINARY_MODES.includes(mode);
  if (!isOrdinary || idType === 'passport') return { can: 'unknown', missing: 'mode' };
  return { can: 'year', year, from: Number(year) > thisYear ? `${Number(year) - 1}-01-01` : null };
}
