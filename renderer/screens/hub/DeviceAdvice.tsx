import { useTranslation } from 'react-i18next';
import type { HubDevice } from '../../../shared/contract/hub.ts';

const DAY_MS = 86_400_000;
/** From so many days on somebody should know why: longer than a week of holidays. */
const AWAY_DAYS = 9;

type Advice = 'stuck' | 'away' | 'owes' | 'owesRevoked';

/** What is to be done about a computer, below its line; nothing where nothing is. */
export function DeviceAdvice({ device, leaseDays }: { device: HubDevice; leaseDays: number }) {
  const { t } = useTranslation('hub');
  const now = Date.now();
  const advice = adviceFor(device, now);
  if (advice.length === 0) return null;
  const days = device.seenAt === null ? 0 : Math.floor((now - device.seenAt) / DAY_MS);
  return (
    <tr>
      <td colSpan={8} className="hub-advice">
        <ul>
          {advice.map((what) => (
            <li key={what}>
              {t(`advice.${what}`, { count: days })}
              {what === 'away' && leaseDays > 0 && t('advice.locks', { count: leaseDays })}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function adviceFor({ state, isHere, seenAt, report, owesPurge }: HubDevice, now: number): Advice[] {
  const isAway = seenAt !== null && now - seenAt >= AWAY_DAYS * DAY_MS;
  // Revoked it is told nothing any more, and tells nothing.
  if (state === 'revoked') return owesPurge ? ['owesRevoked'] : [];
  if (state !== 'active') return [];
  return [
    ...(isAway && !isHere ? (['away'] as const) : []),
    ...(!isAway && report !== null && report.stuckSince !== null ? (['stuck'] as const) : []),
    ...(owesPurge ? (['owes'] as const) : []),
  ];
}
