import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { openTestDatabase } from '../harness/openTestDatabase.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { startXueji, xueji } from '../harness/xueji.ts';
import type { ImportResult } from './importResult.ts';

/** So many that reading them and saving them each take a while. */
const STUDENTS = 30_000;
const HEADINGS = '考生号,学号,姓名,班级,分院,专业名称,当前所在级,注册状态';

const READING = '正在读取';
const SAVING = '正在保存';
const ENDING = '正在结束';

interface Interrupted {
  code: number | null;
  stdout: string;
  stderr: string;
}

function roster(first: number, count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const serial = String(first + index).padStart(6, '0');
    return `23110100${serial},2023${serial},测${serial},软件2301,计算机学院,软件工程,2023,注册学籍`;
  });
  return `${HEADINGS}\n${rows.join('\n')}\n`;
}

function count(dataDir: string, table: 'student' | 'batch'): number {
  const db = openTestDatabase(dataDir, { readonly: true });
  try {
    return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  } finally {
    db.close();
  }
}

/** Runs it, and sends each signal as soon as stderr has said the words that it waits for. */
function interrupt(
  args: readonly string[],
  signals: readonly (readonly [after: string, signal: NodeJS.Signals])[],
): Promise<Interrupted> {
  const child = startXueji(args);
  const ended: Interrupted = { code: null, stdout: '', stderr: '' };
  const left = [...signals];
  child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
    ended.stdout += piece;
  });
  child.stderr!.setEncoding('utf8').on('data', (piece: string) => {
    ended.stderr += piece;
    while (left[0] && ended.stderr.includes(left[0][0])) child.kill(left.shift()![1]);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      expect(left, `what stderr never said: ${ended.stderr}`).toEqual([]);
      resolve({ ...ended, code });
    });
  });
}

describe('an import of a long file that is interrupted', () => {
  const folder = folderForAll();
  const empty = join(folder, 'data');
  const file = join(folder, '名单.csv');
  const small = join(folder, '补充.csv');

  beforeAll(async () => {
    writeFileSync(file, roster(1, STUDENTS));
    writeFileSync(small, roster(STUDENTS + 1, 2));
    const { code } = await xueji(
      'init',
      '--school-code',
      '10000',
      '--school-name',
      '示例大学',
      '--data',
      empty,
    );
    expect(code).toBe(0);
  });

  function newStore(): string {
    const dataDir = join(temporaryFolder(), 'data');
    cpSync(empty, dataDir, { recursive: true });
    return dataDir;
  }

  /** Whole, with nobody or everybody of the file in it, and it goes on working. Returns how many are in it. */
  async function expectUsable(dataDir: string): Promise<number> {
    const check = await xueji('check', '--data', dataDir, '--json');
    expect(check).toMatchObject({ code: 0, json: { ok: true } });
    const before = count(dataDir, 'student');
    expect([0, STUDENTS]).toContain(before);
    expect(count(dataDir, 'batch')).toBe(before === 0 ? 0 : 1);
    const next = await xueji<ImportResult>('import', small, '--as', 'roster', '--data', dataDir, '--json');
    expect(next).toMatchObject({ code: 0, json: { batches: [{ counts: { created: 2 } }] } });
    expect(count(dataDir, 'student')).toBe(before + 2);
    return before;
  }

  /** What it says must be what is so: cancelled with nothing changed, or done. */
  function expectTold({ code, stdout, stderr }: Interrupted, saved: number): void {
    expect(stderr).toContain(ENDING);
    expect(stderr + stdout).not.toMatch(/^\s+at .+:\d+:\d+/m);
    const answer = JSON.parse(stdout) as ImportResult;
    if (code === 0) {
      expect(saved).toBe(STUDENTS);
      expect(answer.error).toBeUndefined();
      return;
    }
    expect(code).toBe(4);
    expect(answer.error).toMatchObject({ code: 'CANCELLED', hint: expect.stringMatching(/\p{Script=Han}/u) });
    expect(stderr).toContain(answer.error!.message);
    if (answer.error!.message.includes('没有改动任何数据')) expect(saved).toBe(0);
    else expect(answer.error!.message).toContain('已中断');
  }

  it.each([
    ['Ctrl-C while it reads', [[READING, 'SIGINT']]],
    ['Ctrl-C while it saves', [[SAVING, 'SIGINT']]],
    ['SIGTERM while it saves', [[SAVING, 'SIGTERM']]],
    [
      'Ctrl-C twice while it reads',
      [
        [READING, 'SIGINT'],
        [ENDING, 'SIGINT'],
      ],
    ],
    [
      'SIGTERM, then Ctrl-C, while it saves',
      [
        [SAVING, 'SIGTERM'],
        [ENDING, 'SIGINT'],
      ],
    ],
  ] as const)(
    '%s: ends with 4 and a sentence, and leaves nobody or everybody',
    async (_, signals) => {
      const dataDir = newStore();
      const ended = await interrupt(
        ['import', file, '--as', 'roster', '--data', dataDir, '--json'],
        [...signals],
      );
      const saved = await expectUsable(dataDir);
      expectTold(ended, saved);
      if (signals[0][0] === READING) expect(saved).toBe(0);
    },
    60_000,
  );

  it('tells people on stderr, and says nothing on stdout', async () => {
    const dataDir = newStore();
    const args = ['import', file, '--as', 'roster', '--data', dataDir];
    const { code, stdout, stderr } = await interrupt(args, [[READING, 'SIGINT']]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('已取消，没有改动任何数据');
    expect(await expectUsable(dataDir)).toBe(0);
  });
});
