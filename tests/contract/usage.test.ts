import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xueji } from '../harness/xueji.ts';

interface Refused {
  error: { code: string; message: string; hint: string };
}

describe('wrong usage', () => {
  const wrong: [args: string[], says: RegExp][] = [
    [[], /没有写要做什么/],
    [['fly'], /没有 fly/],
    [['students', '--fast'], /没有 --fast/],
    [['students', '--limit', 'ten'], /--limit.*ten/],
    [['students', '--limit', '0'], /--limit/],
    [['students', '--where', 'height=180'], /height/],
    [['students', '--where', 'className'], /字段=值/],
    [['students', '--status', '睡着'], /睡着/],
    [['students', '--out', 'list.docx'], /\.jsonl/],
    [['import', '--as', 'roster'], /FILE/],
    [['import', 'a.xlsx'], /--as/],
    [['import', 'a.xlsx', '--as', 'fish'], /fish/],
    [['import', 'a.xlsx', '--as', 'roster', '--encoding', 'klingon'], /klingon/],
    [['import', 'a.xlsx', '--as', 'roster', '--header-row', '-1'], /--header-row/],
    [['init', '--school-code', '123', '--school-name', '示例大学'], /--school-code/],
    [['init', '--school-code', '10000'], /--school-name/],
    [['campaign', 'create', '--type', 'new-student', '--name', 'x', '--deadline', '明天'], /明天/],
    [
      ['campaign', 'create', '--type', 'new-student', '--name', 'x', '--deadline', '2027-02-30'],
      /2027-02-30/,
    ],
    [['progress', '--by', 'weather'], /weather/],
    [['report', 'poem', '--out', 'a.pdf'], /poem/],
    [['report', 'statistics', '--out', 'a.png'], /\.pdf/],
    [['undo'], /BATCH/],
    [['--lang', 'fr', 'check'], /fr/],
  ];
  it.each(wrong)('%j is refused with 2 and a sentence', async (args, says) => {
    const dataDir = join(temporaryFolder(), 'data');
    const { code, json } = await xueji<Refused>(...args, '--data', dataDir, '--json');
    expect(code).toBe(2);
    expect(json.error.code).toBe('USAGE');
    expect(json.error.message).toMatch(says);
    expect(json.error.hint).not.toBe('');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('speaks the language that was asked for, and to people on stderr', async () => {
    const english = await xueji<Refused>('fly', '--lang', 'en', '--json');
    expect(english.json.error.message).toContain('there is no command fly');
    const toPeople = await xueji('fly');
    expect(toPeople).toMatchObject({ code: 2, stdout: '' });
    expect(toPeople.stderr).toContain('没有 fly');
  });

  it('helps in both languages', async () => {
    const zh = await xueji('--help');
    expect(zh.code).toBe(0);
    for (const command of ['init', 'demo', 'import', 'students', 'campaign', 'report', 'check', 'backup']) {
      expect(zh.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    const en = await xueji('import', '--help', '--lang', 'en');
    expect(en.stdout).toContain('one import batch per file');
    expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('a data folder without data', () => {
  const asking: string[][] = [
    ['students'],
    ['batches'],
    ['undo', 'x'],
    ['campaign', 'list'],
    ['progress'],
    ['check'],
    ['backup', '--to', 'b.xueji'],
    ['import', 'a.xlsx', '--as', 'roster'],
  ];
  it.each(asking)('is not made by asking it: %s', async (...args) => {
    const dataDir = join(temporaryFolder(), 'mistyped');
    const given = args.filter((arg) => arg !== undefined);
    const { code, json } = await xueji<Refused>(...given, '--data', dataDir, '--json');
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'STORE_MISSING' });
    expect(existsSync(dataDir)).toBe(false);
  });
});
