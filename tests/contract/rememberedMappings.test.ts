import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCore } from '../harness/openCore.ts';
import { openImport, runImport, writeCsv } from '../harness/runImport.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

test('remembered mappings are listed with their use, named, changed, taken along and back, forgotten and brought back', async () => {
  const folder = temporaryFolder();
  let now = 1_790_000_000_000;
  const core = await openCore(join(folder, 'data'), { now: () => now });
  onTestFinished(() => core.close());
  const { imports } = core.client;
  const file = writeCsv(folder, '名单.csv', [
    ['学号', '姓名', '单位名', '宿舍'],
    ['2023110001', '张三', '计算机学院', '3-201'],
  ]);
  const session = await openImport(core, file, { kind: 'roster' });
  await imports.choose({ session, mapping: [{ column: 2, field: 'collegeName' }] });
  for await (const _ of await imports.plan({ session }));
  for await (const _ of await imports.commit({ session }));

  const columns = { 学号: 'studentNo', 姓名: 'name', 单位名: 'collegeName' };
  const [mapping] = await imports.mappings();
  const headings = ['学号', '姓名', '单位名', '宿舍'];
  expect(mapping).toMatchObject({ kind: 'roster', name: null, columns, headings, uses: 1, usedAt: now });

  await imports.saveMapping({ ...mapping!, name: ' 学院名单 ' });
  // Another import with the same headings keeps the name, and says that they are known.
  const again = await imports.choose({ session: await openImport(core, file, { kind: 'roster' }) });
  expect(again.mapping.map(({ reason }) => reason)).toEqual([
    'remembered',
    'remembered',
    'remembered',
    'none',
  ]);
  now += 60_000;
  await runImport(core, file, { kind: 'roster' });
  expect(await imports.mappings()).toEqual([{ ...mapping, name: '学院名单', uses: 2, usedAt: now }]);

  // Afresh: as if these headings had never been seen.
  const afresh = await imports.choose({ session: again.session, map: {} });
  expect(afresh.mapping.map(({ field }) => field)).toEqual(['studentNo', 'name', null, null]);

  const { download } = await imports.exportMapping(mapping!);
  const made = await takenDownload(core, download);
  expect(basename(made)).toBe('map.json');
  const text = readFileSync(made, 'utf8');
  expect(JSON.parse(text)).toEqual({
    '@kind': 'roster',
    '@name': '学院名单',
    '@headings': headings,
    ...columns,
  });

  const { forgotten } = await imports.forgetMapping(mapping!);
  expect(forgotten).toEqual({ ...mapping, name: '学院名单', uses: 2, usedAt: now });
  expect(await imports.mappings()).toEqual([]);
  expect(await imports.forgetMapping(mapping!)).toEqual({ forgotten: null });
  await imports.saveMapping(forgotten!);
  expect(await imports.mappings()).toEqual([forgotten]);

  // Column by column: what is saved is what the next file is mapped by, and its use stays.
  const changed = { ...columns, 单位名: null, 宿舍: 'remark' };
  await imports.saveMapping({ ...forgotten!, columns: changed, uses: 99, headings: null });
  expect(await imports.mappings()).toEqual([{ ...forgotten, columns: changed }]);
  const third = await imports.choose({ session: await openImport(core, file, { kind: 'roster' }) });
  expect(third.mapping.map(({ field }) => field)).toEqual(['studentNo', 'name', null, 'remark']);
  for (const [wrong, sentence] of [
    [{ 学号: 'studentNo', 姓名: 'studentNo' }, 'map-twice'],
    [{ 学号: 'verdict' }, 'map-field'],
    [{ 学号: null }, 'map-empty'],
  ] as const) {
    const save = imports.saveMapping({ ...forgotten!, columns: wrong });
    await expect(save).rejects.toMatchObject({ data: { code: 'USAGE', params: { case: sentence } } });
  }

  // The file brings back what it says, and tells what it replaces.
  const offer = async (content: string | Buffer) => {
    const path = join(folder, '对应.json');
    writeFileSync(path, content);
    return imports.importMapping({ file: (await core.offerPath(path)).file });
  };
  expect(await offer(text)).toEqual({ mapping: forgotten, before: { ...forgotten, columns: changed } });
  expect(await imports.mappings()).toEqual([forgotten]);
  // As Windows saves it, for headings that are not known yet; of the kinds of lists one alone has the field.
  const utf16 = Buffer.from('\uFEFF{"学号":"studentNo","核对":"verdict","备注2":null}', 'utf16le');
  const { mapping: made2, before } = await offer(utf16);
  expect([made2.kind, made2.headings, made2.uses, before]).toEqual([
    'status',
    ['学号', '核对', '备注2'],
    0,
    null,
  ]);
  for (const [content, sentence] of [
    ['学号,姓名', 'map-syntax'],
    ['["学号"]', 'map-syntax'],
    ['{"学号":1}', 'map-value'],
    ['{"@kind":"photos","学号":"studentNo"}', 'map-kind'],
    ['{"学号":"xuehao"}', 'map-field'],
    ['{"学号":"studentNo","学籍号":"studentNo"}', 'map-twice'],
    ['{"@sheet":"className","学号":"studentNo"}', 'map-sheet'],
    ['{"A":"studentNo","B":"name"}', 'map-letters'],
    ['{}', 'map-empty'],
  ] as const) {
    await expect(offer(content)).rejects.toMatchObject({
      data: { code: 'USAGE', params: { case: sentence } },
    });
  }
});

test('a mapping is saved while it is made, and read again for another file, without being remembered', async () => {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const { imports } = core.client;
  const rows = [
    ['学号', '姓名', '单位名', '性别', '宿舍'],
    ['2023110001', '张三', '计算机学院', '男', '3-201'],
  ];
  const session = await openImport(core, writeCsv(folder, '一.csv', rows), { kind: 'roster' });
  const made = await imports.choose({
    session,
    mapping: [
      { column: 2, field: 'collegeName' },
      { column: 3, field: null },
    ],
  });
  const columns = Object.fromEntries(made.mapping.map(({ heading, field }) => [heading, field]));
  const said = { kind: 'roster', name: null, columns, headings: rows[0]! } as const;
  const { download } = await imports.writeMapFile(said);
  const path = await takenDownload(core, download);
  const offered = await core.offerPath(path);
  expect(await imports.readMapFile({ file: offered.file })).toEqual(said);
  // The file is let go of, and nothing was remembered.
  await expect(imports.readMapFile({ file: offered.file })).rejects.toBeDefined();
  expect(await imports.mappings()).toEqual([]);

  const other = await openImport(core, writeCsv(folder, '二.csv', rows), { kind: 'roster' });
  const read = await imports.choose({ session: other, map: said.columns });
  expect(read.mapping.map(({ field }) => field)).toEqual(['studentNo', 'name', 'collegeName', null, null]);
  await expect(imports.choose({ session: other, map: { 系别: 'departmentName' } })).rejects.toMatchObject({
    data: { code: 'USAGE', params: { case: 'map-heading' } },
  });
});
