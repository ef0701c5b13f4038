import { useTranslation } from 'react-i18next';
import type { BatchStudent } from '../../../shared/contract/batches.ts';
import type { BatchPart } from '../../../shared/domain/batchParts.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';

/** Students of one part of a comparison, each with what changed, from → to. */
export function ChangedStudents({
  part,
  field,
  students,
}: {
  part: BatchPart;
  field: string | null;
  students: readonly BatchStudent[];
}) {
  const { t } = useTranslation('history');
  const text = useWords();
  const say = (name: string, value: string | null) =>
    value === null ? t('compare.empty') : text.value(name as StudentField, value);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{text.label('studentNo')}</th>
          <th>{text.label('name')}</th>
          <th>{text.label('collegeName')}</th>
          <th>{text.label('className')}</th>
          {part === 'changed' && <th className="compare-changes">{t('compare.changes')}</th>}
          {part === 'added' && <th>{t('compare.note')}</th>}
        </tr>
      </thead>
      <tbody>
        {students.map((student, index) => (
          <tr key={student.student ?? index}>
            <td className="numbers">{student.studentNo ?? student.examNo}</td>
            <td>
              {student.student === null ? (
                <span className="soft">{t('compare.noLonger')}</span>
              ) : (
                <a href={hashOf('students', { student: student.student })}>
                  {student.name ?? t('undo.noName')}
                </a>
              )}
            </td>
            <td>{student.collegeName}</td>
            <td>{student.className}</td>
            {part === 'changed' && (
              <td>
                {student.changes
                  .filter((change) => field === null || change.field === field)
                  .map((change) => (
                    <div key={change.field}>
                      <span className="soft">{text.label(change.field)}</span>{' '}
                      <del>{say(change.field, change.from)}</del>
                      <span aria-hidden> → </span>
                      <ins>{say(change.field, change.to)}</ins>
                    </div>
                  ))}
              </td>
            )}
            {part === 'added' && <td className="soft">{student.returned ? t('compare.returned') : ''}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
