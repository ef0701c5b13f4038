import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCore } from '../harness/openCore.ts';
import { openImport, runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

test('remembered mappings are listed, named, taken along, forgotten and brought back', async () => {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const { imports } = core.client;
  const file = writeCsv(folder, '名单.csv', [
    ['学号', '姓名', '单位名'],
    ['2023110001', '张三', '计算机学院'],
  ]);
  const session = await openImport(core, file, { kind: 'roster' });
  await imports.choose({ session, mapping: [{ column: 2, field: 'collegeName' }] });
  for await (const _ of await imports.plan({ session }));
  for await (const _ of await imports.commit({ session }));

  const columns = { 学号: 'studentNo', 姓名: 'name', 单位名: 'collegeName' };
  const [mapping] = await imports.mappings();
  expect(mapping).toMatchObject({ kind: 'roster', name: null, columns });

  await imports.saveMapping({ ...mapping!, name: ' 学院名单 ' });
  // Another import with the same headings keeps the name, and says that they are known.
  const again = await imports.choose({ session: await openImport(core, file, { kind: 'roster' }) });
  expect(again.mapping.map(({ reason }) => reason)).toEqual(['remembered', 'remembered', 'remembered']);
  await runImport(core, file, { kind: 'roster' });
  expect(await imports.mappings()).toEqual([{ ...mapping, name: '学院名单' }]);

  // Afresh: as if these headings had never been seen.
  const afresh = await imports.choose({ session: again.session, map: {} });
  expect(afresh.mapping.map(({ field }) => field)).toEqual(['studentNo', 'name', null]);

  const { download } = await imports.exportMapping(mapping!);
  const made = (await core.readDownload(download))!;
  expect(made.name).toBe('map.json');
  expect(JSON.parse(readFileSync(made.path, 'utf8'))).toEqual(columns);

  const { forgotten } = await imports.forgetMapping(mapping!);
  expect(forgotten).toEqual({ ...mapping, name: '学院名单' });
  expect(await imports.mappings()).toEqual([]);
  expect(await imports.forgetMapping(mapping!)).toEqual({ forgotten: null });
  await imports.saveMapping(forgotten!);
  expect(await imports.mappings()).toEqual([forgotten]);
});
