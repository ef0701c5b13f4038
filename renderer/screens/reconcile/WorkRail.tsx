import { useTranslation } from 'react-i18next';
import type { WorkFilter } from '../../../shared/contract/reconcile.ts';
import { type DifferenceKind, TRUE_DIFFERENCES } from '../../../shared/domain/differenceKind.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';

type Counted<Key> = readonly { key: Key; count: number }[];

/** The kinds of difference, true ones first, then the fields: each with how many it would show. */
export function WorkRail({
  kinds,
  fields,
  filter,
  onFilter,
}: {
  kinds: Counted<DifferenceKind>;
  fields: Counted<StudentField>;
  filter: Pick<WorkFilter, 'kinds' | 'fields'>;
  onFilter: (filter: Partial<Pick<WorkFilter, 'kinds' | 'fields'>>) => void;
}) {
  const { t } = useTranslation('reconcile');
  const words = useWords();
  const sum = (counted: Counted<unknown>) => counted.reduce((all, { count }) => all + count, 0);
  const isTrue = ({ key }: { key: DifferenceKind }) => TRUE_DIFFERENCES.has(key);
  // What narrows the list stands there even when nothing of it is left.
  const emptied = filter.kinds.filter((kind) => !kinds.some(({ key }) => key === kind));
  const listed = [...kinds, ...emptied.map((key) => ({ key, count: 0 }))];
  const groups = [
    { id: 'true', title: t('rail.true'), kinds: listed.filter(isTrue) },
    { id: 'formal', title: t('rail.formal'), kinds: listed.filter((kind) => !isTrue(kind)) },
  ];
  const item = (id: string, label: string, count: number, isChosen: boolean, choose: () => void) => (
    <button key={id} type="button" className="rail-item" aria-pressed={isChosen} onClick={choose}>
      <span className="rail-label">{label}</span>
      <span className="rail-count numbers">{formatCount(count)}</span>
    </button>
  );
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      {item('all', t('rail.all'), sum(kinds), filter.kinds.length === 0, () => onFilter({ kinds: [] }))}
      {groups.map(
        (group) =>
          group.kinds.length > 0 && (
            <section key={group.id} className="rail-group" aria-label={group.title}>
              <h2 className={group.id === 'true' ? 'rail-title rail-true' : 'rail-title'}>{group.title}</h2>
              {group.kinds.map(({ key, count }) =>
                item(key, words.difference(key), count, filter.kinds.includes(key), () =>
                  onFilter({ kinds: filter.kinds.length === 1 && filter.kinds[0] === key ? [] : [key] }),
                ),
              )}
            </section>
          ),
      )}
      {fields.length > 0 && (
        <section className="rail-group" aria-label={t('rail.fields')}>
          <h2 className="rail-title">{t('rail.fields')}</h2>
          {fields.map(({ key, count }) =>
            item(key, words.label(key), count, filter.fields.includes(key), () =>
              onFilter({ fields: filter.fields.includes(key) ? [] : [key] }),
            ),
          )}
        </section>
      )}
    </nav>
  );
}
