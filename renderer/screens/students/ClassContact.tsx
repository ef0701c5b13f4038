import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { hashOf } from '../../state/route.ts';

/** Who looks after the student's class, and how to reach them, numbers masked; and where it is edited. */
export function ClassContact({ student }: { student: StudentDetail }) {
  const { t } = useTranslation('students');
  const { className } = student.values;
  if (className === null) return null;
  const { counsellor, phone, email, qq } = student.classContact ?? NOBODY;
  const ways = [phone, email, qq === null ? null : t('contact.qq', { qq })].filter((way) => way !== null);
  return (
    <section className="drawer-section" aria-label={t('contact.title')}>
      <span className="soft">{t('contact.title')}</span>{' '}
      {counsellor ?? (ways.length === 0 && <span className="soft">{t('contact.none')}</span>)}{' '}
      <span className="numbers">{ways.join(' · ')}</span>{' '}
      <a href={hashOf('contacts', { search: className })}>{t('contact.edit')}</a>
    </section>
  );
}

const NOBODY = { counsellor: null, phone: null, email: null, qq: null };
