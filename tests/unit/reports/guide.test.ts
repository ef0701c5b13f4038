import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import {
  fillGuide,
  GUIDE_FIELDS,
  GUIDE_PARTS,
  guideAsText,
  readGuide,
  unknownGuideFields,
  usedGuideFields,
} from '../../../shared/domain/guideText.ts';
import { createText } from '../../../shared/text/createText.ts';
import { openCore, resultOf } from '../../harness/openCore.ts';
import { takenDownload } from '../../harness/takenDownload.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';
import { readPdf } from './readPdf.ts';

const VALUES = {
  school: '示例大学',
  campaign: '校对',
  deadline: '2026-12-22',
  office: '学籍科',
  address: '',
  phone: '0000-000',
  hours: '',
  rule: '随时可改',
};

test('a guide is read line by line, steps counted anew under each heading', () => {
  const body = '# 题\n说明\n## 一\n1. 甲\n1、乙\n- 丙\n### 问\n9) 丁\n> 注\n\n2026-12-22 截止';
  expect(readGuide(body)).toEqual([
    { kind: 'title', text: '题' },
    { kind: 'paragraph', text: '说明' },
    { kind: 'heading', text: '一' },
    { kind: 'step', number: 1, text: '甲' },
    { kind: 'step', number: 2, text: '乙' },
    { kind: 'item', text: '丙' },
    { kind: 'question', text: '问' },
    { kind: 'step', number: 1, text: '丁' },
    { kind: 'note', text: '注' },
    { kind: 'paragraph', text: '2026-12-22 截止' },
  ]);
});

test('fields are filled in either language; unknown ones stay and are told, empty ones leave a line', () => {
  const body = '{学校} ｛ office ｝ {地点} {电话} {天气}';
  expect(fillGuide(body, VALUES, '__')).toBe('示例大学 学籍科 __ 0000-000 {天气}');
  expect(unknownGuideFields(body)).toEqual(['天气']);
  expect(usedGuideFields(body)).toEqual(['school', 'office', 'address', 'phone']);
  expect(guideAsText('# 题\n## 一\n5. 甲\n- 乙')).toBe('【题】\n\n■ 一\n1. 甲\n· 乙\n');
});

test.each(['zh', 'en'] as const)(
  'the shipped guides in %s have a title, steps, and only fields that exist',
  (lang) => {
    const { body } = createText(lang).guide;
    for (const part of GUIDE_PARTS) {
      const blocks = readGuide(body[part]);
      expect(blocks[0]!.kind).toBe('title');
      expect(blocks.filter(({ kind }) => kind === 'title')).toHaveLength(1);
      expect(unknownGuideFields(body[part])).toEqual([]);
      expect(blocks.some(({ kind }) => kind === 'step')).toBe(true);
    }
    const used = new Set(GUIDE_PARTS.flatMap((part) => usedGuideFields(body[part])));
    expect(GUIDE_FIELDS.filter((field) => !used.has(field))).toEqual(['school']);
  },
);

test('the office writes its own text, fills in who it is, takes it away in three formats, and goes back', async () => {
  const core = await openCore(join(temporaryFolder(), 'data'));
  onTestFinished(() => core.close());
  const { guides, campaigns } = core.client;
  await campaigns.create({
    name: '毕业生校对',
    type: 'graduation-photo',
    deadline: '2099-12-31',
    lockRule: 'single',
    population: {},
  });
  const shown = await guides.show({ lang: 'zh' });
  expect(shown.values).toMatchObject({ deadline: '2099-12-31', campaign: '毕业生校对', office: '教务处' });
  const contact = { office: '学籍科', address: '行政楼 101', phone: '0000-0000', hours: '', deadline: '' };
  expect(await guides.saveContact(contact)).toEqual(contact);

  const own = `# 本校指南 䶮𠮷\n找 {办理部门}，{地点}。{修改规则}。\n${'很长的一段话。'.repeat(1500)}`;
  const saved = await guides.save({ part: 'graduation-photo', lang: 'zh', body: own });
  expect(saved).toMatchObject({ body: own, edited: true });
  expect(saved.shipped).toContain('毕业生图像校对');

  const make = async (format: 'pdf' | 'md' | 'txt') => {
    const asked = { lang: 'zh' as const, parts: ['graduation-photo' as const, 'troubles' as const], format };
    const made = await resultOf<ReportResult>(await guides.create(asked));
    return { made, path: await takenDownload(core, made.download) };
  };
  const text = readFileSync((await make('txt')).path, 'utf8');
  expect(text).toContain('【本校指南 䶮𠮷】\n找 学籍科，行政楼 101。核对结论只能提交一次');
  expect(readFileSync((await make('md')).path, 'utf8')).toContain('### 找不到学籍');
  const { made, path } = await make('pdf');
  const { pages } = await readPdf(readFileSync(path));
  expect(made).toMatchObject({ sheets: 2, pages: pages.length, cannotPrint: [] });
  expect(pages.length).toBeGreaterThan(4);
  const printed = pages.map(({ text: page }) => page).join('');
  expect(printed.match(/很长的一段话/g)!.length).toBeGreaterThan(1400);
  expect(printed).toContain('行政楼');

  const back = await guides.save({ part: 'graduation-photo', lang: 'zh', body: null });
  expect(back).toMatchObject({ body: shown.guides[0]!.body, edited: false });
});
