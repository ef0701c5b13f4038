import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPORT_KINDS } from '../../shared/contract/reports.ts';
import { programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { writeUtf16 } from '../harness/writeUtf16.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

/** Names that turn lines around, show nothing, never end, or speak to a program; by what they try. */
const NAMES: Record<string, string> = {
  override: '张\u202e三丰\u202c',
  unclosed: '李\u202e四',
  isolate: '\u2067王五',
  marks: '赵\u200f\u200e六',
  arabic: 'محمد علي',
  hidden: '钱\u200b\u200d\ufeff七',
  nul: '孙\u0000八',
  controls: '周\u0007\u001b[31m九',
  lines: '吴\u2028十\u2029一\u0085',
  surrogate: '郑\ud840二',
  combining: `王${'\u0300'.repeat(300)}`,
  tags: '冯\u{e0001}\u{e0041}\u{e007f}',
  private: '陈\ue000\u{f0000}',
  emoji: '褚👨‍👩‍👧‍👦🏳️‍🌈',
  long: '卫'.repeat(10_000),
  word: 'x'.repeat(10_000),
  blank: '\u3164\u2800',
  braces: '{姓名}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what is tried.
  code: '{{constructor}}${process.exit(1)}<%= 1 %>',
  dollars: "$&$1$`$'",
  markup: '<b>蒋</b>&lt;&#0;',
  pdf: ') Tj ET (\\',
  percent: '%s%n%PDF-1.7',
};
/** What turns a line around, or is no character at all. */
const isControl = (character: string) =>
  /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]/.test(character) ||
  (character < ' ' && !'\n\f\t'.includes(character));
const NEIGHBOUR = '邻居';

describe.skipIf(!programRuns('qpdf', ['--version']) || !programRuns('pdftotext', ['-v']))(
  'reports of students with hostile names',
  () => {
    const folder = folderForAll();
    const path = (name: string) => join(folder, name);
    const data = ['--data', path('store'), '--json'];
    const desk = <T = Record<string, unknown>>(...args: string[]) => xuejiInside<T>(...args, ...data);
    const keys = Object.keys(NAMES);
    const numberOf = (at: number) => `2023${1000 + at}`;
    const csv = (name: string, rows: string[][]) => writeUtf16(path(name), rows);
    let taken: string[] = [];
    const caseNumbers: string[] = [];

    /** A change of name to another hostile one, with every step until the platform has to be told. */
    const approveChange = async (studentNo: string) => {
      const change = [
        '--set',
        'police-date=2026-01-05',
        '--set',
        'reason={姓名}\u202e',
        '--correct',
        'name={学校}\u202e改',
      ];
      const opened = await desk<{ numbers: string[] }>('cases', 'open', 'data-change', studentNo, ...change);
      const number = opened.json.numbers[0]!;
      const { json } = await desk<{ materials: { id: string }[] }>('cases', 'show', number);
      for (const { id } of json.materials) await desk('cases', 'waive', number, id, '--reason', '{姓名}');
      await desk('cases', 'move', number, 'hand-in');
      for (const [at, step] of ['department-agrees', 'office-agrees', 'leader-agrees'].entries())
        expect((await desk('cases', 'move', number, step, '--person', `{审核}\u202e${at}`)).code).toBe(0);
    };

    beforeAll(async () => {
      // Every hostile one between two whose names and numbers have to stay where they are.
      const students = keys.flatMap((key, at) => [
        [numberOf(2 * at), NAMES[key]!, '示例学院', '示例专业', key === 'override' ? '一班\u202e' : '一班'],
        [numberOf(2 * at + 1), `${NEIGHBOUR}${'甲乙丙丁'[at % 4]}`, '示例学院', '示例专业', '一班'],
      ]);
      const heads = ['学号', '姓名', '学院', '专业', '班级'];
      await desk('init', '--school-code', '10000', '--school-name', '{学校}\u202e大学');
      expect(
        (await desk('import', csv('名册.csv', [heads, ...students]), '--as', 'roster', '--source', 'chsi'))
          .code,
      ).toBeLessThan(2);
      const { json } = await desk<{ items: { studentNo: string }[] }>('students', '--limit', '500');
      taken = json.items.map(({ studentNo }) => studentNo);
      const campaign = [
        '--type',
        'graduation-photo',
        '--name',
        '核对\u202e{学院}',
        '--deadline',
        '2027-03-30',
      ];
      expect((await desk('campaign', 'create', ...campaign)).code).toBe(0);
      const wrong = students.map((row) => [row[0]!, '有误', `${row[1]}{姓名}`.slice(0, 400)]);
      await desk('import', csv('状态.csv', [['学号', '核对状态', '备注'], ...wrong]), '--as', 'status');
      const flags = students.map((row) => [row[0]!, '身份核验未通过']);
      await desk('import', csv('标记.csv', [['XH', 'BZ'], ...flags]), '--as', 'flags');
      const trouble = ['--set', 'trouble=forgotten', '--note', '{说明}\u202e$&'];
      const opened = await desk<{ numbers: string[] }>(
        'cases',
        'open',
        'account-trouble',
        ...taken,
        ...trouble,
      );
      caseNumbers.push(...opened.json.numbers);
      expect(caseNumbers.length).toBe(taken.length);
      for (const at of [0, keys.indexOf('code') * 2]) await approveChange(numberOf(at));
    }, 240_000);

    /** A neighbour's number and name are still on one line, in this order. */
    const expectNeighbours = (text: string) => {
      for (const at of keys.keys()) {
        const line = text.split('\n').find((one) => one.includes(numberOf(2 * at + 1)));
        if (line?.includes(NEIGHBOUR.slice(0, 1))) expect(line).toMatch(/邻居[甲乙丙丁]/);
      }
    };

    it('most of them are students: what is no text at all is refused by its row', () => {
      const left = keys.filter((_, at) => !taken.includes(numberOf(2 * at)));
      expect(left.length, left.join(' ')).toBeLessThan(8);
      expect(keys.every((_, at) => taken.includes(numberOf(2 * at + 1)))).toBe(true);
    });

    it('values that look like fields of a text are never filled in', { timeout: 60_000 }, async () => {
      const studentNo = numberOf(2 * keys.indexOf('braces'));
      const { json } = await desk<{ items: { number: string }[] }>('cases', 'list', '--search', studentNo);
      const letter = path('letter.pdf');
      const of = ['--letter', 'account-advice', '--case', json.items[0]!.number, '--unmasked'];
      await desk('report', 'case-letter', ...of, '--out', letter);
      execFileSync('qpdf', ['--check', letter], { stdio: 'pipe' });
      const written = execFileSync('pdftotext', [letter, '-'], { encoding: 'utf8' });
      expect(written).toContain('{姓名}');
      expect([...written].filter(isControl)).toEqual([]);
      const message = await desk<{ items: { text: string }[] }>(
        'chase',
        'message',
        '--template',
        'personal',
        '--unmasked',
      );
      expect(message.json.items.filter(({ text }) => text.includes('{姓名}')).length).toBe(1);
    });

    const KINDS = REPORT_KINDS.filter((kind) => kind !== 'counter-slip');
    it.each(KINDS)('%s opens, and each text stands in its own place', { timeout: 180_000 }, async (kind) => {
      const file = path(`${kind}.pdf`);
      const more = kind === 'case-letter' ? ['--letter', 'account-advice'] : [];
      const made = await desk<{ error?: { code: string; message: string } }>(
        'report',
        kind,
        ...more,
        '--unmasked',
        '--out',
        file,
      );
      if (!existsSync(file)) {
        // Not due of any of these cases; a letter is written of one, above.
        expect(made.json.error?.code).toBe('NOT_FOUND');
        expect(['corrections', 'case-filing', 'case-letter']).toContain(kind);
        return;
      }
      execFileSync('qpdf', ['--check', file], { stdio: 'pipe' });
      const text = execFileSync('pdftotext', ['-layout', file, '-'], {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      expect([...text].filter(isControl)).toEqual([]);
      if (kind !== 'photo-check-sheet') expectNeighbours(text);
      expectApart(file);
    });
  },
);

/** No word lies over another, nor beyond the paper: what is too long is cut or made smaller. */
function expectApart(file: string): void {
  const page = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  for (const [, width, , words] of page.matchAll(
    /<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g,
  )) {
    const boxes = [
      ...words!.matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g),
    ].map(([, left, top, right, bottom, word]) => ({
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
      word: word!,
    }));
    for (const [at, one] of boxes.entries()) {
      expect(one.right, one.word.slice(0, 40)).toBeLessThan(Number(width) + 1);
      for (const other of boxes.slice(at + 1)) {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        const small = Math.min(one.bottom - one.top, other.bottom - other.top);
        // Fonts are measured taller than they are drawn.
        if (wide > 1.5 && high > small * 0.6)
          expect.fail(`${one.word.slice(0, 40)} lies over ${other.word.slice(0, 40)} by ${wide} × ${high}`);
      }
    }
  }
}
