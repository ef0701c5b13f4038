import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';

/** The cases of a student, open ones first, each with where it stands; nothing where there is none. */
export function StudentCases({ student }: { student: string }) {
  const { t } = useTranslation('students');
  const words = useWords();
  const { data } = useQuery(orpc.cases.list.queryOptions({ input: { query: { student } } }));
  if (!data || data.items.length === 0) return null;
  return (
    <section className="drawer-section">
      <h3>{t('drawer.cases')}</h3>
      <ul className="drawer-cases">
        {data.items.map((one) => (
          <li key={one.id}>
            <a href={hashOf('cases', { case: one.id })}>{one.type[words.language]}</a>{' '}
            {one.state[words.language]}
            {one.due !== null && <span className="soft"> {one.due}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
