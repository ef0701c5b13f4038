import { answerThread } from '../../core/workThread.ts';
import { makeHubBackup } from './makeHubBackup.ts';

/** A thread of its own: copying a large hub takes a while, in which others are to be answered. */
await answerThread(makeHubBackup);
