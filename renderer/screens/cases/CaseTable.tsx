import { useTranslation } from 'react-i18next';
import type { CaseItem } from '../../../shared/contract/cases.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import '../../ui/PlainTable.css';

/** Cases, a line each, overdue ones first. */
export function CaseTable({ cases }: { cases: readonly CaseItem[] }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  return (
    <table className="plain-table" aria-label={t('list')}>
      <thead>
        <tr>
          <th scope="col">{t('number')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{words.label('name')}</th>
          <th scope="col">{words.label('className')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('turn')}</th>
          <th scope="col">{t('due')}</th>
          <th scope="col">{t('assignee')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.id}>
            <td>
              <a className="numbers case-number" href={hashOf('cases', { case: one.id })}>
                {one.number}
              </a>
            </td>
            <td>{one.type[words.language]}</td>
            <td>
              {one.student.name} <span className="soft numbers">{one.student.studentNo}</span>
            </td>
            <td>
              {one.student.className} <span className="soft">{one.student.collegeName}</span>
            </td>
            <td>{one.state[words.language]}</td>
            <td>{one.queue === 'closed' ? words.cases.closed : words.cases.level(one.queue)}</td>
            <td className="numbers">
              {one.due}
              {one.age === 'overdue' && <span className="case-late"> {t('ages.overdue')}</span>}
              {one.age === 'soon' && <span className="case-soon"> {t('ages.soon')}</span>}
            </td>
            <td>{one.assignee}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
