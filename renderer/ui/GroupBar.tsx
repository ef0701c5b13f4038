import { useTranslation } from 'react-i18next';
import { STATUS_GROUPS, type StatusGroup } from '../../shared/domain/statusGroups.ts';
import { formatCount } from './formatCount.ts';
import './GroupBar.css';

/** How the statuses of a group of students are shared out, as one thin bar. */
export function GroupBar({
  groups,
  thick = false,
}: {
  groups: Record<StatusGroup, number>;
  thick?: boolean;
}) {
  const { t } = useTranslation('general');
  const text = STATUS_GROUPS.filter((group) => groups[group] > 0)
    .map((group) => `${t(`statusGroup.${group}`)} ${formatCount(groups[group])}`)
    .join(' · ');
  return (
    <span className={thick ? 'group-bar thick' : 'group-bar'} role="img" aria-label={text} title={text}>
      {STATUS_GROUPS.map(
        (group) =>
          groups[group] > 0 && (
            <span key={group} className={`group-part ${group}`} style={{ flexGrow: groups[group] }} />
          ),
      )}
    </span>
  );
}
