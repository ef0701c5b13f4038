/**
 * A process that works in a data folder until it is killed. It loads everything first, says so, and waits to be told
 * what to do; what it has committed it says at once, so that whoever kills it knows what must be there.
 */

import { doJob } from './doJob.ts';
import type { Acknowledged, Job } from './faultJobs.ts';

const say = (message: { kind: 'ready' } | { kind: 'done' } | { kind: 'kept'; what: Acknowledged }) =>
  process.send!(message);

process.once('message', (job: Job) => {
  void doJob(job, (what) => say({ kind: 'kept', what })).then(
    () => say({ kind: 'done' }),
    (error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      process.exit(1);
    },
  );
});
say({ kind: 'ready' });
