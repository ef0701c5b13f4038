import { createCore } from '../core/createCore.ts';
import { finishEncryption } from '../core/encryption/readyStore.ts';
import { runCoreProcess } from './runCoreProcess.ts';

runCoreProcess(process.parentPort, async (options, onProgress) => {
  const { dataDir, key, clock } = options;
  // A plain store of an earlier version, for which main has made a key.
  if (key !== null) {
    const signal = new AbortController().signal;
    await finishEncryption(dataDir, key, { clock, signal, onProgress });
  }
  return createCore(options);
});
