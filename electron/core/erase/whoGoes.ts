import { createHash } from 'node:crypto';
import type { ERASE_OBSTACLES, ErasePlan, Erasing } from '../../../shared/contract/privacy.ts';
import { giveWay } from '../../db/giveWay.ts';
import { campaigns } from '../../db/tables/campaignTable.ts';
import type { Services } from '../services.ts';
import type { Running } from '../writeBatch.ts';
import { chosenStudents } from './chosenStudents.ts';

export interface Leaving extends Pick<ErasePlan, 'groups' | 'openCases' | 'openCampaigns' | 'digest'> {
  /** student.n, ascending. */
  numbers: number[];
  kept: { student: string; why: (typeof ERASE_OBSTACLES)[number] }[];
  unknown: string[];
}

/** So many are looked up before others are answered. */
const BREATHE_EVERY = 500;

interface Row {
  id: string;
  collegeName: string | null;
  grade: string | null;
}

/**
 * Whom a selection means, and who of them stays: students of an open case, or of a campaign that is still open, are
 * needed. Errors: NOT_FOUND (an id), CANCELLED.
 */
export async function whoGoes(
  services: Pick<Services, 'db' | 'index'>,
  selection: Erasing,
  { signal, onProgress }: Running,
): Promise<Leaving> {
  const { db, index } = services;
  const { chosen, unknown } = await chosenStudents(services, selection);
  const rowOf = db.read<Row>('SELECT id, college_name AS collegeName, grade FROM student WHERE n = ?');
  const openCases = new Set(
    db
      .read<{ n: number }>('SELECT student_n AS n FROM case_file WHERE acts IS NOT NULL')
      .all()
      .map(({ n }) => n),
  );
  const open = campaigns(db).filter(({ closedAt }) => closedAt === null);
  const members = await Promise.all(open.map(({ id }) => index.membership(id)));
  const inCampaign = open.map(({ id, name }) => ({ id, name, students: 0 }));
  const leaving: Leaving = {
    ...{ numbers: [], groups: [], kept: [], unknown, openCases: 0, openCampaigns: [], digest: '' },
  };
  const groups = new Map<string, ErasePlan['groups'][number]>();
  const digest = createHash('sha256');
  for (const [done, n] of [...chosen].sort((one, other) => one - other).entries()) {
    if (done % BREATHE_EVERY === 0) {
      onProgress({ stage: 'read', done, total: chosen.size });
      await giveWay(signal);
    }
    const { id, collegeName, grade } = rowOf.get(n)!;
    const at = members.findIndex((isMember) => isMember(n));
    if (openCases.has(n)) {
      leaving.kept.push({ student: id, why: 'open-case' });
      leaving.openCases += 1;
    } else if (at >= 0) {
      leaving.kept.push({ student: id, why: 'open-campaign' });
      inCampaign[at]!.students += 1;
    } else {
      leaving.numbers.push(n);
      digest.update(`${id}\n`);
      const key = JSON.stringify([collegeName, grade]);
      const group = groups.get(key) ?? { collegeName, grade, students: 0 };
      groups.set(key, group);
      group.students += 1;
    }
  }
  return {
    ...leaving,
    groups: [...groups.values()],
    openCampaigns: inCampaign.filter(({ students }) => students > 0),
    digest: digest.digest('hex'),
  };
}
