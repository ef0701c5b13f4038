import { captureCode } from '../../shared/domain/captureCode.ts';
import type { LetterField } from '../../shared/domain/cases/caseLetter.ts';
import { type AskedMaterial, askedMaterials, type CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseMoving } from '../../shared/domain/cases/caseState.ts';
import { stateOf } from '../../shared/domain/cases/caseType.ts';
import { missingMaterials } from '../../shared/domain/cases/missingItems.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { maskField } from '../../shared/domain/mask.ts';
import { maskNumbersIn } from '../../shared/domain/sheetCorrection.ts';
import type { StudentValues } from '../../shared/domain/studentFields.ts';
import type { StoredCase, StoredCaseEntry } from '../db/tables/caseTable.ts';
import { correctionText, writtenAnswer } from './writtenAnswers.ts';

/** What of the school stands in letters. */
export interface LetterSchool {
  school: string;
  office: string;
  address: string;
  phone: string;
  hours: string;
}

export interface LetterCase {
  rules: CaseRules;
  stored: StoredCase;
  /** Oldest first, those taken back left out. */
  history: readonly StoredCaseEntry[];
  values: StudentValues;
}

/** What fills the braces of a letter about a case, by their names: built-in fields and the form's own items. */
export function letterValues(
  { rules, stored, history, values }: LetterCase,
  { school, office, address, phone, hours }: LetterSchool,
  { today, masked }: { today: string; masked: boolean },
): Record<string, string> {
  const moves = history.flatMap(({ action }) => (action.do === 'move' ? [action] : []));
  const text = (of: string) => (masked ? maskNumbersIn(of) : of);
  const builtIn: Record<LetterField, string> = {
    学校: school,
    姓名: values.name ?? '',
    学号: values.studentNo ?? '',
    考生号: values.examNo ?? '',
    性别: values.gender ?? '',
    证件号码: (masked ? maskField('idNumber', values.idNumber) : values.idNumber) ?? '',
    学院: values.collegeName ?? '',
    专业: values.majorName ?? '',
    班级: values.className ?? '',
    层次: values.level ?? '',
    入学日期: chineseDay(values.enrolDate),
    预计毕业日期: chineseDay(values.expectedGraduationDate),
    个案编号: stored.number,
    个案类别: rules.type.name.zh,
    登记日期: chineseDay(beijingDay(stored.openedAt)),
    办理情况: stateOf(rules.type, stored.state).name.zh,
    更正内容: correctionText(rules, stored.form, masked),
    所需材料: numbered(askedMaterials(rules, stored.form)),
    已交材料: numbered(handedIn(rules, stored)),
    缺的材料: numbered(missingMaterials(rules, stored)),
    说明: text(last(moves, ({ note }) => note)),
    文号: last(moves, ({ reference }) => reference),
    审核人: [...new Set(stored.decisions.map(({ person }) => person))].join('、'),
    采集码: codeText(values, today),
    截止日期: chineseDay(stored.due),
    今天: chineseDay(today),
    办公室: office,
    地址: address,
    电话: phone,
    办公时间: hours,
  };
  const answers = rules.type.form
    .filter(({ kind }) => kind !== 'corrections')
    .map((item) => [item.name.zh, text(writtenAnswer(item, stored.form[item.id]))]);
  const known = Object.entries(builtIn).filter(([, value]) => value !== '');
  return { ...builtIn, ...Object.fromEntries(answers), ...Object.fromEntries(known) };
}

function last(moves: readonly CaseMoving[], of: (move: CaseMoving) => string): string {
  return moves.map(of).findLast((text) => text.trim() !== '') ?? '';
}

function numbered(materials: readonly Pick<AskedMaterial, 'name'>[]): string {
  return materials.map(({ name }, at) => `${at + 1}. ${name.zh}`).join('\n');
}

function handedIn(rules: CaseRules, { form, evidence }: StoredCase): AskedMaterial[] {
  const there = new Set(evidence.map(({ material }) => material));
  return askedMaterials(rules, form).filter(({ id }) => there.has(id));
}

/** `2026年3月1日` */
function chineseDay(day: string | null): string {
  if (day === null) return '';
  const [year, month, date] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** Whether 学信网 gives the student a code now, and if not why (domain notes §2.2). */
function codeText(values: StudentValues, today: string): string {
  const code = captureCode({ ...values, today });
  switch (code.can) {
    case 'yes':
      return '可以在学信档案获取';
    case 'registration':
      return `注册状态是“${code.registrationStatus}”，不是“注册学籍”，暂时没有`;
    case 'year':
      return code.from === null
        ? `预计${code.year}年毕业，已过获取年份`
        : `预计${code.year}年毕业，${chineseDay(code.from)}起可以获取`;
    case 'unknown':
      return '';
  }
}
