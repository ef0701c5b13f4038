import { setImmediate as nextTurn } from 'node:timers/promises';
import { studentQuery } from '../../shared/contract/students.ts';
import { GROUP_FIELDS } from '../../shared/domain/groupFields.ts';
import type { Services } from './services.ts';

/**
 * Reads the students into memory and counts the current campaign as the first pages ask for it, so that nobody waits
 * for that. What fails here fails again, and is told, when somebody asks.
 */
export async function warmCounts({ index, log }: Pick<Services, 'index' | 'log'>): Promise<void> {
  try {
    const current = studentQuery.parse({ campaign: index.campaignOf(null)?.id ?? null });
    for (const by of [[], GROUP_FIELDS.college, GROUP_FIELDS.class]) {
      await index.progress(current, by);
      await nextTurn();
    }
    log.info('warmed');
  } catch (error) {
    log.error('not-warmed', error);
  }
}
