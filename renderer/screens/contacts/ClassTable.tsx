import { Checkbox } from 'antd';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassWithContact } from '../../../shared/contract/contacts.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { CONTACT_PARTS } from './contactParts.ts';

/** Classes, a line each: up and down go through them, space ticks, Enter edits. */
export function ClassTable({
  ref,
  classes,
  current,
  ticked,
  onCurrent,
  onTick,
  onEdit,
}: {
  ref: Ref<HTMLTableElement>;
  classes: readonly ClassWithContact[];
  current: string | null;
  ticked: ReadonlyMap<string, ClassWithContact>;
  onCurrent: (key: string) => void;
  onTick: (one: ClassWithContact) => void;
  onEdit: () => void;
}) {
  const { t } = useTranslation('contacts');
  const text = useWords();
  const onKey = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const at = classes.findIndex(({ key }) => key === current);
    const here = classes[at];
    if (here && event.key === ' ') onTick(here);
    else if (here && event.key === 'Enter') onEdit();
    else {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: classes.length - 1 }[event.key];
      const next = to === undefined ? undefined : classes[to];
      if (to === undefined || !next) return;
      onCurrent(next.key);
      event.currentTarget.querySelectorAll<HTMLElement>('.contacts-open')[to]?.focus();
    }
    event.preventDefault();
  };
  return (
    <table ref={ref} className="plain-table" aria-label={t('list')}>
      <thead>
        <tr>
          <td />
          <th>{text.label('collegeName')}</th>
          <th>{text.label('className')}</th>
          <th className="contacts-count">{t('students')}</th>
          {CONTACT_PARTS.map((part) => (
            <th key={part}>{t(`part.${part}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={onKey}>
        {classes.map((one) => (
          <tr
            key={one.key}
            className={`contacts-row${one.key === current ? ' picked' : ''}`}
            onClick={() => onCurrent(one.key)}
          >
            <td>
              <Checkbox
                tabIndex={-1}
                aria-label={t('tick', { class: one.className })}
                checked={ticked.has(one.key)}
                onChange={() => onTick(one)}
              />
            </td>
            <td>{one.collegeName}</td>
            <td>
              <button
                type="button"
                className="contacts-open"
                aria-current={one.key === current}
                tabIndex={one.key === current ? 0 : -1}
                onDoubleClick={onEdit}
              >
                {one.className}
              </button>
            </td>
            <td className="numbers contacts-count">
              {one.students === 0 ? (
                <span className="soft">{t('noStudents')}</span>
              ) : (
                formatCount(one.students)
              )}
            </td>
            <td>{one.counsellor ?? <span className="soft">{t('nobody')}</span>}</td>
            <td className="numbers">{one.phone}</td>
            <td>{one.email}</td>
            <td className="numbers">{one.qq}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
