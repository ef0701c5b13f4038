import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import type { Step } from '../../changes/project/reviewStudents.ts';
import { giveWay } from '../../db/giveWay.ts';
import type { Running } from './importSession.ts';

/** Takes a change to its end, telling how far it is. Errors: CANCELLED, upon which its transaction is to be rolled back. */
export async function takeSteps<Result>(
  steps: Generator<Step, Result, undefined>,
  stage: ProgressEvent['stage'],
  running: Running,
): Promise<Result> {
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      running.progress(stage, step.value.done, step.value.total);
      await giveWay(running.signal);
    }
  } finally {
    // A question to the store that was left unfinished would keep its transaction open.
    steps.return(undefined as Result);
  }
}
