import type { ChaseRules } from '../../shared/contract/chase.ts';
import { PHOTO_WORKING_DAYS } from '../../shared/domain/chaseReason.ts';
import { ESCALATE_AFTER } from '../../shared/domain/chaseStanding.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';

const KEY = 'chase';

/** What the office has set, or what stands until it does. */
export function chaseRules(db: ReadDb): ChaseRules {
  const row = storedSetting(db, KEY);
  const set = row ? (JSON.parse(row.value) as Partial<ChaseRules>) : null;
  return { photoWorkingDays: PHOTO_WORKING_DAYS, escalateAfter: ESCALATE_AFTER, photographers: [], ...set };
}

/** The mutation that sets them. */
export function rulesRow(
  db: ReadDb,
  { photoWorkingDays, escalateAfter, photographers }: ChaseRules,
): MutationArgs<'row.save'> {
  const before = storedSetting(db, KEY);
  return {
    entity: 'setting',
    id: KEY,
    before,
    after: { value: JSON.stringify({ photoWorkingDays, escalateAfter, photographers }) },
  };
}
