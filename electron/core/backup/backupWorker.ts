import { answerThread } from '../workThread.ts';
import { makeBackup } from './makeBackup.ts';

/** A thread of its own: copying and replaying a large store takes minutes, in which the core has to answer. */
await answerThread(makeBackup);
