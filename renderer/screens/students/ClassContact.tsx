import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';

/** Who looks after the student's class, and how to reach them; numbers masked. Nothing where it is not known. */
export function ClassContact({ student }: { student: StudentDetail }) {
  const { t } = useTranslation('students');
  const contact = student.classContact;
  if (contact === null) return null;
  const { counsellor, phone, email, qq } = contact;
  const ways = [phone, email, qq === null ? null : t('contact.qq', { qq })].filter((way) => way !== null);
  return (
    <section className="drawer-section" aria-label={t('contact.title')}>
      <span className="soft">{t('contact.title')}</span> {counsellor}{' '}
      <span className="numbers">{ways.join(' · ')}</span>
    </section>
  );
}
