import { Button } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import '../../ui/PlainTable.css';

/** Entries, a line each. Where one student is meant, a press shows what else was done about them. */
export function AuditTable({
  entries,
  onStudent,
}: {
  entries: readonly AuditEntry[];
  onStudent: (student: string) => void;
}) {
  const { t } = useTranslation('audit');
  const text = useWords();
  return (
    <table className="plain-table" aria-label={t('list')}>
      <thead>
        <tr>
          {(['number', 'time', 'who', 'what', 'students', 'outcome', 'details'] as const).map((column) => (
            <th key={column}>{t(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq} className={entry.outcome === 'done' ? '' : 'audit-refused'}>
            <td className="numbers">{entry.seq}</td>
            <td className="numbers audit-time">{dayjs(entry.at).format('YYYY-MM-DD HH:mm:ss')}</td>
            <td className="audit-time">{entry.name}</td>
            <td className="audit-time">{text.trust.action(entry.action)}</td>
            <td className="numbers">
              <Students entry={entry} onStudent={onStudent} />
            </td>
            <td>{entry.outcome === 'done' ? '' : text.trust.outcome(entry.outcome)}</td>
            <td className="audit-details">{text.trust.details(entry.detail).join('　')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Students({
  entry: { students },
  onStudent,
}: {
  entry: AuditEntry;
  onStudent: (student: string) => void;
}) {
  const { t } = useTranslation('audit');
  const [only] = students.ids;
  if (students.count === 0) return null;
  if (students.count > 1 || only === undefined) return formatCount(students.count);
  return (
    <Button type="link" size="small" onClick={() => onStudent(only)}>
      {t('aboutOne')}
    </Button>
  );
}
