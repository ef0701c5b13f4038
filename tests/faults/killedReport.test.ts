import { globSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { startXueji, xueji } from '../harness/xueji.ts';

/** Enough that the report is written for a while. */
const STUDENTS = 4_000;
const PER_CLASS = 40;

describe('printing a school, broken off', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');

  beforeAll(async () => {
    const rows = Array.from({ length: STUDENTS }, (_, at) => {
      const serial = String(at).padStart(5, '0');
      return `2023${serial},测${serial},软件${String(Math.floor(at / PER_CLASS)).padStart(3, '0')}班,计算机学院`;
    });
    writeFileSync(join(folder, '名单.csv'), `学号,姓名,班级,分院\n${rows.join('\n')}\n`);
    expect(
      (await xueji('init', '--school-code', '10000', '--school-name', '示例', '--data', dataDir)).code,
    ).toBe(0);
    const roster = ['import', join(folder, '名单.csv'), '--as', 'roster', '--data', dataDir];
    expect((await xueji(...roster)).code).toBe(0);
  });

  /** Bytes of what is being written for a person to take away. */
  const written = () =>
    globSync(join(dataDir, 'downloads', '*')).reduce(
      (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  const breakOff = async (signal: NodeJS.Signals, ...args: string[]) => {
    const child = startXueji(['report', 'record-check-sheet', ...args, '--data', dataDir]);
    child.stdout!.resume();
    child.stderr!.resume();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    while (child.exitCode === null && written() < 50_000) await turn();
    const wasRunning = child.exitCode === null;
    child.kill(signal);
    await ended;
    return wasRunning;
  };
  const files = () => readdirSync(folder).sort();

  it.each([
    ['a kill', 'SIGKILL', '表.pdf', []],
    ['a kill', 'SIGKILL', '表.zip', ['--split', 'pdf']],
    ['Ctrl-C', 'SIGINT', '表.zip', ['--split', 'pdf']],
  ] as const)('by %s (%s, %s) leaves no file under its name', async (_what, signal, name, more) => {
    const before = files();
    expect(await breakOff(signal, '--out', join(folder, name), ...more)).toBe(true);
    expect(files()).toEqual(before);
    expect((await xueji('check', '--data', dataDir)).code).toBe(0);
    // What was begun is gone with the next start.
    expect((await xueji('batches', '--data', dataDir)).code).toBe(0);
    expect(written()).toBe(0);
  });

  it('is printed whole afterwards', async () => {
    const pdf = join(folder, '全.pdf');
    const { json } = await xueji<{ sheets: number }>(
      ...['report', 'record-check-sheet', '--out', pdf, '--data', dataDir, '--json'],
    );
    expect(json.sheets).toBe(STUDENTS / PER_CLASS);
    const { json: told } = await xueji<{
      seal: string;
      sheets: { verdict: string; since: unknown[] | null }[];
    }>(...['verify-report', pdf, '--data', dataDir, '--json']);
    expect(told.seal).toBe('whole');
    expect(told.sheets).toHaveLength(STUDENTS / PER_CLASS);
    for (const sheet of told.sheets) expect(sheet).toMatchObject({ verdict: 'genuine', since: [] });
  });
});
