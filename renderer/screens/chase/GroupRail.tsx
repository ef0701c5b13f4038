import { Segmented } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseGroup } from '../../../shared/contract/chase.ts';
import { GROUP_BY } from '../../../shared/domain/groupFields.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { type ChasePlace, isGroup, placeOfGroup } from './chasePlace.ts';

/** Up and down go from group to group. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[Math.max(0, Math.min(items.length - 1, at + step))]?.focus();
  event.preventDefault();
}

/** How many are to be chased in each college, major, class, or by counsellor; a press narrows the list to one. */
export function GroupRail({
  place,
  groups,
  onPlace,
}: {
  place: ChasePlace;
  groups: readonly ChaseGroup[];
  onPlace: (place: ChasePlace) => void;
}) {
  const { t } = useTranslation('chase');
  const all = groups.reduce((sum, { total }) => sum + total, 0);
  const isAny = !groups.some(({ group }) => isGroup(place, group));
  return (
    <nav className="chase-rail" aria-label={t('groups')}>
      <Segmented
        className="chase-by"
        size="small"
        aria-label={t('by')}
        value={place.by}
        options={GROUP_BY.map((by) => ({ value: by, label: t(`grouping.${by}`) }))}
        onChange={(by) => onPlace({ ...placeOfGroup(place, null), by })}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go through the buttons in it */}
      <div className="chase-groups" onKeyDown={moveFocus}>
        <button
          type="button"
          className="chase-group"
          aria-pressed={isAny}
          onClick={() => onPlace(placeOfGroup(place, null))}
        >
          <span className="chase-group-name">{t('everybody')}</span>
          <span className="numbers">{formatCount(all)}</span>
        </button>
        {groups.map((one) => {
          const [last, ...before] = [...one.group].reverse();
          const pressing = (one.states.broken ?? 0) + (one.states.escalate ?? 0);
          return (
            <button
              key={one.group.join('\n')}
              type="button"
              className="chase-group"
              aria-pressed={isGroup(place, one.group)}
              title={one.group.join(' / ')}
              onClick={() => onPlace(placeOfGroup(place, one.group))}
            >
              <span className="chase-group-name">
                {last || t('notGiven')}
                {before.length > 0 && <span className="chase-group-within soft">{before.at(-1)}</span>}
              </span>
              {pressing > 0 && (
                <span className="chase-pressing numbers" title={t('pressing', { count: pressing })}>
                  {formatCount(pressing)}
                </span>
              )}
              <span className="numbers">{formatCount(one.total)}</span>
            </button>
          );
        })}
      </div>
    </nav>
  );
}
