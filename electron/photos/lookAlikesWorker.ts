import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { connect, STORE_FILE } from '../db/openDatabase.ts';
import { groupLookAlikes } from './findLookAlikes.ts';
import type { FoundLookAlikes, LookAlikesSetup } from './lookAlikesThread.ts';
import { heldPrints } from './photoLooks.ts';

/** A thread of its own: comparing the photos of a large school takes seconds, in which the core has to answer. */
const { dataDir, key } = workerData as LookAlikesSetup;
const db = connect(join(dataDir, STORE_FILE), key);
const held = heldPrints(db);
db.raw.close();
const groups = groupLookAlikes(held).map(({ kind, photos }) => ({
  kind,
  photos: photos.map(({ student, name, studentNo, role, hash }) => ({
    student,
    name,
    studentNo,
    role,
    hash,
  })),
}));
parentPort!.postMessage({ photos: held.length, groups } satisfies FoundLookAlikes);
