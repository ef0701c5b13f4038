import type { StudentField } from '../../../shared/domain/studentFields.ts';
import { createText } from '../../../shared/text/createText.ts';
import { beijingTime } from '../beijingTime.ts';
import type { Fact } from '../pdf/drawFacts.ts';
import type { SheetLanguage, StatementData } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';
import { writtenField } from './writtenField.ts';

/** What the record says, two to a row, in the order in which students see it (domain notes §1.5). */
const FIELDS: readonly StudentField[] = [
  ...(['name', 'gender', 'birthDate', 'ethnicity', 'idType', 'idNumber', 'studentNo', 'examNo'] as const),
  ...(['collegeName', 'majorName', 'className', 'level', 'mode', 'duration'] as const),
  ...(['enrolDate', 'expectedGraduationDate', 'registrationStatus', 'grade'] as const),
];

export interface StatementFacts {
  record: Fact[];
  verification: Fact[];
}

/** The lines of one 校内核对情况证明, on paper and in the workbook. `masked` hides the document number. */
export function statementFacts(
  { mark, student }: StatementData,
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean },
): StatementFacts {
  const sheet = textOf(lang);
  const shared = createText(lang ?? 'zh');
  const { values, said, status, statusReason } = student;
  const { statement } = sheet;
  return {
    record: FIELDS.map((field) => ({
      label: shared.label(field),
      value: writtenField(shared, field, values[field], masked),
    })),
    verification: [
      { label: statement.campaign, value: mark.campaignName },
      { label: statement.status, value: sheet.status[status] },
      { label: statement.saidAt, value: said === null ? '' : beijingTime(said.at) },
      { label: statement.saidBy, value: said === null ? '' : shared.eventSource(said.source) },
      { label: statement.reason, value: shared.statusReason(statusReason), span: 2 },
    ],
  };
}
