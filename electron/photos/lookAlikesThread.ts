import { Worker } from 'node:worker_threads';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { DataKey } from '../security/dataKey.ts';

export interface LookAlikesSetup {
  dataDir: string;
  key: DataKey | null;
}

export interface FoundLookAlikes {
  /** Photos compared. */
  photos: number;
  groups: {
    /** `own`: one student's 录取照片 and 学历照片. */
    kind: 'students' | 'own';
    photos: {
      student: string;
      name: string | null;
      studentNo: string | null;
      role: PhotoRole;
      hash: string;
    }[];
  }[];
}

/** Compares all photos of the store by what they look like, in another thread. */
export function lookAlikesThread(setup: LookAlikesSetup): Promise<FoundLookAlikes> {
  const entry = import.meta.url.endsWith('.ts') ? './lookAlikesWorker.ts' : './lookAlikesWorker.js';
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: setup });
  return new Promise((resolve, reject) => {
    worker.once('message', (found: FoundLookAlikes) => resolve(found));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the comparison of photos ended with ${code}`)));
  });
}
