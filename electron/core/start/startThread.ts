import { type Running, threadEntry, workThread } from '../workThread.ts';
import type { StartJob, StartJobResult } from './startJobs.ts';

/** A job of the start page in a thread of its own. */
export function startThread<Job extends StartJob>(
  job: Job,
  running: Running,
): Promise<StartJobResult[Job['kind']]> {
  return workThread(threadEntry('startWorker', import.meta.url), job, running);
}
