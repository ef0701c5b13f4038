import type { CaseLevel } from '../../../shared/domain/cases/caseType.ts';
import { takesStepsOf } from '../../../shared/domain/cases/stepTaking.ts';
import { may, useMe } from '../../state/useMe.ts';

/** Whether whoever looks takes steps of a level: those of others are not offered (the core refuses them). */
export function useTakesSteps(): (level: CaseLevel) => boolean {
  const me = useMe();
  return (level) => takesStepsOf(may(me, ['decide']), level);
}
