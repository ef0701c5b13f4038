import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseItem } from '../../../shared/contract/cases.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import '../../ui/PlainTable.css';
import type { CaseSelection } from './useCaseSelection.ts';

/** Cases, a line each, overdue ones first; with `selection` several may be marked. */
export function CaseTable({
  cases,
  label,
  selection,
}: {
  cases: readonly CaseItem[];
  label: string;
  selection?: CaseSelection;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const marked = selection ? cases.filter(({ id }) => selection.has(id)).length : 0;
  return (
    <table className="plain-table" aria-label={label}>
      <thead>
        <tr>
          {selection && (
            <th scope="col">
              <Checkbox
                aria-label={t('bulk.page')}
                checked={marked > 0 && marked === cases.length}
                indeterminate={marked > 0 && marked < cases.length}
                onChange={(event) => selection.mark(cases, event.target.checked)}
              />
            </th>
          )}
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
            {selection && (
              <td>
                <Checkbox
                  aria-label={t('bulk.one', { number: one.number })}
                  checked={selection.has(one.id)}
                  onChange={(event) => selection.mark([one], event.target.checked)}
                />
              </td>
            )}
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
