import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { takeWriterLock } from '../../electron/db/writerLock.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { openCore } from '../harness/openCore.ts';
import { codeOfRefusal } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

async function holder(folder: string): Promise<ChildProcess> {
  const script = new URL('./holdLock.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout!, 'data');
  return child;
}

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'done';
};

test('a second process is refused, whole core or lock alone, until the first is killed', async () => {
  const folder = temporaryFolder();
  const child = await holder(folder);
  expect(codeOf(() => takeWriterLock(folder))).toBe('STORE_IN_USE');
  expect(await codeOfRefusal(openCore(folder))).toBe('STORE_IN_USE');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const core = await openCore(folder);
  expect(codeOf(() => takeWriterLock(folder))).toBe('STORE_IN_USE');
  await core.close();
  const lock = takeWriterLock(folder);
  lock.release();
});

test('a store that cannot be opened, being neither plain nor of a known key, gives the folder back', async () => {
  const folder = temporaryFolder();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${folder}/store.sqlite`, 'this is no store, whatever its name says'.repeat(50));
  expect(await codeOfRefusal(openCore(folder))).toBe('KEY_RING');
  takeWriterLock(folder).release();
});

test('one folder does not lock another', () => {
  const one = takeWriterLock(temporaryFolder());
  const other = takeWriterLock(temporaryFolder());
  one.release();
  other.release();
});
