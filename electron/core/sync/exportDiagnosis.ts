import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { errorCode } from '../../archive/storedFile.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';
import { anonymously } from './anonymous.ts';
import { deskDiagnosis } from './deskDiagnosis.ts';

/** Of each log, from its end, bytes. */
const LOG_BYTES = 256 * 1024;

/**
 * One zip for whoever helps with a desk that does not sync: how it stands (deskDiagnosis) and the end of its logs, which
 * hold no personal data by themselves (fileLog); ids are hidden in both. Errors: STORE_FULL and its like, CANCELLED.
 */
export function exportDiagnosis(
  services: Services,
  status: () => SyncStatus,
  outer: AbortSignal | undefined,
) {
  return progressStream<{ download: string; logs: number }>(async (onProgress, signal) => {
    const { db, downloads, clock, dataDir } = services;
    const now = clock.now();
    const hidden = anonymously();
    onProgress({ stage: 'read', done: 0, total: null });
    const told = await deskDiagnosis(db, { now, status: status(), hidden }, signal);
    const logs = await endsOfLogs(join(dataDir, 'logs'));
    const download = await writeDownload(downloads, [`诊断-${beijingDay(now)}`, 'zip'], async (sink) => {
      const zip = new ZipFile();
      const written = pipeline(zip.outputStream, sink, { signal });
      written.catch(() => undefined);
      const add = (text: string, path: string) =>
        zip.addBuffer(Buffer.from(text), path, { mtime: new Date(now) });
      add(JSON.stringify(told, null, 2), 'desk.json');
      for (const { name, text } of logs) add(hidden.idsIn(text), `logs/${name}`);
      zip.end();
      await written;
    });
    return { download, logs: logs.length };
  }, outer);
}

async function endsOfLogs(folder: string): Promise<{ name: string; text: string }[]> {
  const ends: { name: string; text: string }[] = [];
  for (const name of await namesOf(folder)) {
    const handle = await open(join(folder, name), 'r');
    try {
      ends.push({ name, text: await endOf(handle) });
    } finally {
      await handle.close();
    }
  }
  return ends;
}

async function namesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** From a whole line on. */
async function endOf(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const from = Math.max(0, size - LOG_BYTES);
  const bytes = Buffer.alloc(size - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  const text = bytes.toString('utf8', 0, bytesRead);
  return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
}
