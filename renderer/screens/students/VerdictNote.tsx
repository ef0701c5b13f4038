import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';

/** What was written beside a verdict, and where. */
export function VerdictNote({
  note,
  eventSource,
}: {
  note: string;
  eventSource: StudentDetail['timeline'][number]['eventSource'];
}) {
  const { t } = useTranslation('students');
  return t(eventSource === 'class-sheet' ? 'timeline.writtenOnSheet' : 'timeline.note', { note });
}
