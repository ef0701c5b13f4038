import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { ImportThread } from '../../electron/import/ImportManager.ts';
import { createText } from '../../shared/text/createText.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

/** Enough for the thread to start, not for what it is given. */
const HEAP_MB = 32;
const ROWS = 60_000;

test('an import whose thread runs out of memory says so, whatever is asked of it afterwards', {
  timeout: 120_000,
}, async () => {
  const dataDir = temporaryFolder();
  const db = openDatabase(dataDir, STORE_KEY);
  const path = join(dataDir, '名单.csv');
  const rows = Array.from(
    { length: ROWS },
    (_, n) => `2023${String(n).padStart(6, '0')},张三${n},一个学院${n},一个专业${n},一个班级${n},备注${n}`,
  );
  writeFileSync(path, `学号,姓名,学院,专业,班级,备注\n${rows.join('\n')}\n`);
  const thread = new ImportThread({ dataDir, key: STORE_KEY }, HEAP_MB);
  const request = {
    session: 's',
    kind: 'roster',
    source: 'sis',
    role: 'graduation',
    campaign: null,
  } as const;
  await thread.call('open', { ...request, files: [{ path, name: '名单.csv' }] });
  await expect(thread.call('plan', null)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  await expect(
    thread.call('commit', { batch: 'b', device: 'here', actor: '测试员', at: 0 }),
  ).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  await thread.close();
  const { message, hint } = createText('zh').sayError({ code: 'FILE_TOO_LARGE' });
  expect(`${message}${hint}`).toMatch(/太大.*拆成几个文件/);
  db.raw.close();
});
