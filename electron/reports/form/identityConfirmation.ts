import type { StudentField } from '../../../shared/domain/studentFields.ts';
import { identityFlagOf } from '../../../shared/domain/verificationStatus.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { IdentityConfirmationData, SheetLanguage } from '../reportData.ts';
import { writtenField } from '../statement/writtenField.ts';
import { textOf } from '../text/textOf.ts';
import type { FormReport, FormRow } from './formReport.ts';

/** Two to a row. */
const FIELDS: readonly (readonly [StudentField, StudentField])[] = [
  ['name', 'gender'],
  ['studentNo', 'examNo'],
  ['idType', 'idNumber'],
  ['collegeName', 'majorName'],
  ['className', 'level'],
];
const REVIEWS = ['student', 'department', 'office', 'leader'] as const;

/**
 * 《需身份复核毕业生人像比对确认单》 (domain notes §2.3): a student a sheet, with both photos, the proof that is asked for and
 * room for each who reviews: college, registrar, the panel led by the leader in charge. `masked` hides document numbers.
 */
export function identityConfirmation(
  data: readonly IdentityConfirmationData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): FormReport {
  const text = textOf(lang);
  const shared = createText(lang ?? 'zh');
  const { identity, cases } = text.forms;
  const rowsOf = ({ student, photos, proofs }: IdentityConfirmationData): FormRow[] => {
    const fact = (field: StudentField) => ({
      label: shared.label(field),
      value: writtenField(shared, field, student.values[field], masked),
    });
    const found = identityFlagOf(student.values.remark);
    const asked = proofs.map(({ name, standing }) => {
      const item = shared.cases.said(name);
      return standing === null
        ? { item, content: identity.open(''), text: identity.open(item) }
        : { item, content: cases.standing[standing], text: identity.stands(item, cases.standing[standing]) };
    });
    return [
      ...FIELDS.map(
        ([left, right], index): FormRow => ({
          ...(index === 0 ? { heading: identity.headings.student } : {}),
          kind: 'facts',
          facts: [fact(left), fact(right)],
        }),
      ),
      {
        kind: 'facts',
        facts: [
          { label: identity.flag, value: found === null ? '' : text.status[found.status] },
          fact('registrationStatus'),
        ],
      },
      {
        heading: identity.headings.photos,
        kind: 'photos',
        photos: [
          { role: 'admission', hash: photos.admission },
          { role: 'graduation', hash: photos.graduation },
        ],
      },
      ...pairsOf(asked).map(
        (pair, index): FormRow => ({
          ...(index === 0 ? { heading: identity.headings.proofs } : {}),
          kind: 'line',
          cells: [0, 1].map((at) => ({ text: pair[at]?.text ?? '', share: 1 })),
          says: pair,
        }),
      ),
      ...REVIEWS.map(
        (who, index): FormRow => ({
          ...(index === 0 ? { heading: identity.headings.review } : {}),
          kind: 'answer',
          before: '',
          ...identity.answers[who],
        }),
      ),
    ];
  };
  return {
    title: identity.title,
    notes: identity.notes,
    signatures: [],
    photoTitle: text.photoGroup,
    sheets: data.map((one) => {
      const { id, values } = one.student;
      return {
        mark: one.mark,
        student: id,
        name: values.name ?? values.studentNo,
        info: [
          { label: text.info.college, value: values.collegeName ?? '', share: 3 },
          { label: text.info.class, value: values.className ?? '', share: 2 },
        ],
        rows: () => rowsOf(one),
      };
    }),
  };
}

function pairsOf<Each>(all: readonly Each[]): Each[][] {
  return Array.from({ length: Math.ceil(all.length / 2) }, (_, at) => all.slice(2 * at, 2 * at + 2));
}
