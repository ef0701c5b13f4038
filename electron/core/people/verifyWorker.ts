import { join } from 'node:path';
import type { ChainHead } from '../../audit/auditChain.ts';
import { verifyAudit } from '../../audit/verifyAudit.ts';
import { giveWay } from '../../db/giveWay.ts';
import { connect, STORE_FILE } from '../../db/openDatabase.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { answerThread } from '../workThread.ts';

export interface VerifyRequest {
  dataDir: string;
  key: DataKey | null;
  anchors: readonly ChainHead[];
}

/** A thread of its own: a chain of a million entries takes many seconds, in which the core has to answer. */
await answerThread(async ({ dataDir, key, anchors }: VerifyRequest, { signal, onProgress }) => {
  const db = connect(join(dataDir, STORE_FILE), key);
  try {
    const steps = verifyAudit(db, anchors);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      onProgress({ stage: 'check', ...step.value });
      await giveWay(signal);
    }
  } finally {
    db.raw.close();
  }
});
