import {
  type CaseFormItem,
  choiceNamed,
  type FieldCorrection,
  REVIEW_LEVELS,
} from '../../../shared/domain/cases/caseType.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { createText, type Text } from '../../../shared/text/createText.ts';
import { beijingTime } from '../beijingTime.ts';
import type { CaseFormData, SheetLanguage } from '../reportData.ts';
import { writtenField } from '../statement/writtenField.ts';
import type { SheetText } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import type { FormCell, FormReport, FormRow } from './formReport.ts';

interface Words {
  sheet: SheetText;
  shared: Text;
  masked: boolean;
}

/**
 * The A4 form of a case: the student, what it is about, what was handed in of what is asked for, what was done, and room
 * for those who decide. `masked` hides document numbers; those that people wrote are masked in the case itself.
 */
export function caseForm(
  data: readonly CaseFormData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): FormReport {
  const sheet = textOf(lang);
  const words: Words = { sheet, shared: createText(lang ?? 'zh'), masked };
  const { cases } = sheet.forms;
  return {
    title: cases.title,
    notes: cases.notes,
    signatures: cases.signatures,
    photoTitle: sheet.photoGroup,
    sheets: data.map((one) => {
      const { item } = one.whole;
      return {
        mark: one.mark,
        student: item.student.id,
        name: [item.number, item.student.name].filter(Boolean).join(' '),
        info: [
          { label: cases.number, value: item.number, share: 2 },
          { label: cases.type, value: words.shared.cases.said(item.type), share: 3 },
        ],
        rows: () => [
          ...headed(cases.headings.student, studentRows(one, words)),
          ...headed(cases.headings.about, aboutRows(one, words)),
          ...headed(cases.headings.materials, materialRows(one, words)),
          ...headed(cases.headings.history, historyRows(one, words)),
          ...headed(cases.headings.review, reviewRows(one, words)),
        ],
      };
    }),
  };
}

function headed(heading: string, rows: FormRow[]): FormRow[] {
  return rows.map((row, index) => (index === 0 ? { ...row, heading } : row));
}

function studentRows({ student }: CaseFormData, { shared, masked }: Words): FormRow[] {
  const pairs = [
    ['name', 'gender'],
    ['studentNo', 'idNumber'],
    ['collegeName', 'majorName'],
    ['className', 'level'],
  ] as const;
  return pairs.map((pair) => ({
    kind: 'facts',
    facts: pair.map((field) => ({
      label: shared.label(field),
      value: writtenField(shared, field, student.values[field], masked),
    })),
  }));
}

function aboutRows({ whole }: CaseFormData, words: Words): FormRow[] {
  const { item, type, form } = whole;
  const { cases } = words.sheet.forms;
  const { said, origin, level } = words.shared.cases;
  const turn = item.queue === 'closed' ? '' : `（${level(item.queue)}）`;
  return [
    {
      kind: 'facts',
      facts: [
        { label: cases.opened, value: beijingDay(item.openedAt) },
        { label: cases.origin, value: origin(item.origin.kind) },
      ],
    },
    {
      kind: 'facts',
      facts: [
        { label: cases.state, value: `${said(item.state)}${turn}` },
        { label: cases.due, value: item.due ?? '' },
      ],
    },
    ...type.form
      .filter((asked) => form[asked.id] !== undefined)
      .map(
        (asked): FormRow => ({
          kind: 'facts',
          facts: [{ label: said(asked.name), value: answerOf(asked, form[asked.id]!, words) }],
        }),
      ),
    { kind: 'facts', facts: [{ label: cases.assignee, value: item.assignee ?? '' }] },
  ];
}

function answerOf(item: CaseFormItem, answer: string, { sheet, shared }: Words): string {
  if (item.kind === 'choice') {
    const name = choiceNamed(item, answer);
    return name ? shared.cases.said(name) : answer;
  }
  if (item.kind !== 'corrections') return answer;
  // Masked, where they are to be, by the case.
  const corrections = JSON.parse(answer) as FieldCorrection[];
  const { correction } = sheet.forms.cases;
  return corrections
    .map(({ field, from, to }) => correction(shared.label(field), from ?? sheet.none, to))
    .join('\n');
}

function materialRows({ whole }: CaseFormData, { sheet, shared }: Words): FormRow[] {
  const { cases } = sheet.forms;
  const shares = [10, 2, 6] as const;
  const line = (texts: readonly string[], isTitle = false): FormRow => ({
    kind: 'line',
    cells: texts.map((text, at): FormCell => ({ text, share: shares[at]!, ...(isTitle ? { isTitle } : {}) })),
  });
  const filesOf = (of: (material: string | null) => boolean) =>
    whole.evidence.filter(({ material }) => of(material)).length;
  const others = filesOf(
    (material) => material === null || !whole.materials.some(({ id }) => id === material),
  );
  return [
    line([cases.material, cases.state, sheet.collegeColumns.remark], true),
    ...whole.materials.map((one) => {
      const files = filesOf((material) => material === one.id);
      const remark = [files > 0 ? cases.files(files) : '', one.reason ?? ''].filter((part) => part !== '');
      return line([shared.cases.said(one), cases.standing[one.standing], remark.join(sheet.clauseJoin)]);
    }),
    ...(others > 0 ? [line([cases.others, cases.standing.there, cases.files(others)])] : []),
  ];
}

function historyRows({ whole }: CaseFormData, { sheet, shared }: Words): FormRow[] {
  const { cases } = sheet.forms;
  return whole.history.map(({ at, actor, did, subject, person, text, isTakenBack }): FormRow => {
    const name = subject === null ? '' : shared.cases.said(subject);
    const done =
      did === 'move' && name !== '' ? name : [cases.done[did as 'open'], name].filter(Boolean).join(' ');
    const more = [done, person ?? '', text].filter((part) => part !== '').join(sheet.clauseJoin);
    return {
      kind: 'line',
      cells: [
        { text: beijingTime(at), share: 3.4 },
        { text: actor, share: 3 },
        { text: isTakenBack ? `${more}${cases.takenBack}` : more, share: 12 },
      ],
    };
  });
}

/** Room for each level that decides in such a case, and who has. */
function reviewRows({ whole }: CaseFormData, { sheet }: Words): FormRow[] {
  const { cases } = sheet.forms;
  return REVIEW_LEVELS.filter((level) => whole.type.moves.some(({ by }) => by === level)).map((level) => ({
    kind: 'answer',
    ...cases.answers[level],
    before: whole.decisions
      .filter((decision) => decision.level === level)
      .map(({ person }) => cases.agreed(person))
      .join('\n'),
  }));
}
