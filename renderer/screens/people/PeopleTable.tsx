import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/people.ts';
import { useWords } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import '../../ui/PlainTable.css';

/** People, a line each: up and down go through them, Enter goes on to what can be done about one. */
export function PeopleTable({
  people,
  here,
  current,
  onCurrent,
}: {
  people: readonly Person[];
  /** Who is signed in now, by id. */
  here: readonly string[];
  current: string | null;
  onCurrent: (id: string) => void;
}) {
  const { t } = useTranslation('people');
  const text = useWords();
  const onKey = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const at = people.findIndex(({ id }) => id === current);
    if (event.key === 'Enter') {
      document.querySelector<HTMLElement>('.people-panel :is(button, input)')?.focus();
    } else {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: people.length - 1 }[event.key];
      const next = to === undefined ? undefined : people[to];
      if (to === undefined || !next) return;
      onCurrent(next.id);
      event.currentTarget.querySelectorAll<HTMLElement>('.people-open')[to]?.focus();
    }
    event.preventDefault();
  };
  return (
    <table className="plain-table" aria-label={t('list')}>
      <thead>
        <tr>
          {(['signInName', 'name', 'role', 'scope', 'state', 'lastSignIn'] as const).map((column) => (
            <th key={column}>{t(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={onKey}>
        {people.map(({ id, signInName, name, role, colleges, state, mustChange, lastSignIn }) => (
          <tr
            key={id}
            className={id === current ? 'people-row picked' : 'people-row'}
            onClick={() => onCurrent(id)}
          >
            <td>
              <button
                type="button"
                className="people-open"
                aria-current={id === current}
                tabIndex={id === current ? 0 : -1}
              >
                {signInName}
              </button>
            </td>
            <td>{name}</td>
            <td>{text.trust.role(role)}</td>
            <td className="people-scope">{colleges === null ? t('wholeSchool') : colleges.join('、')}</td>
            <td>{state === 'disabled' ? t('disabled') : mustChange ? t('mustChange') : t('active')}</td>
            <td className="numbers">
              {here.includes(id) ? (
                t('here')
              ) : lastSignIn === null ? (
                <span className="soft">{t('never')}</span>
              ) : (
                formatTime(lastSignIn, Date.now())
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
