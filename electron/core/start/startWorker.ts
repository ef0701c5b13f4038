import { answerThread } from '../workThread.ts';
import { doStartJob } from './startJobs.ts';

/** A thread of its own: a salvage takes minutes in which the start page is to show how far it is. */
await answerThread(doStartJob);
