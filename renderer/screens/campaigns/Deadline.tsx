import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { DaysAway } from './DaysAway.tsx';

/** The deadline, and how long that is from today. */
export function Deadline({ campaign }: { campaign: Pick<Campaign, 'deadline' | 'closedAt'> }) {
  return (
    <span className="numbers">
      {campaign.deadline}
      {campaign.closedAt === null && <DaysAway day={campaign.deadline} now={Date.now()} />}
    </span>
  );
}
