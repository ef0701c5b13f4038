import { type CaseForm, type CaseRules, correctionsOf } from '../../shared/domain/cases/caseRules.ts';
import { type CaseFormItem, choiceNamed } from '../../shared/domain/cases/caseType.ts';
import { maskField } from '../../shared/domain/mask.ts';
import type { IdType, StudentField } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';

const { label, idType } = createText('zh');

/** An answer of a form in the words that people read; corrections have words of their own. */
export function writtenAnswer(item: CaseFormItem, answer: string | undefined): string {
  if (answer === undefined) return '';
  if (item.kind !== 'choice') return answer;
  return choiceNamed(item, answer)?.zh ?? answer;
}

/** What is to be corrected, field by field: `姓名：李雷 改为 李磊；…`. */
export function correctionText(rules: CaseRules, form: CaseForm, masked: boolean): string {
  const value = (field: StudentField, of: string | null) => {
    if (of === null) return '（空）';
    if (field === 'idType') return idType(of as IdType);
    return (masked ? maskField(field, of) : of) ?? '';
  };
  return correctionsOf(rules, form)
    .map(({ field, from, to }) => `${label(field)}：${value(field, from)} 改为 ${value(field, to)}`)
    .join('；');
}

/** The names of the fields that are to be corrected. */
export function correctedFields(rules: CaseRules, form: CaseForm): string {
  return correctionsOf(rules, form)
    .map(({ field }) => label(field))
    .join('、');
}
