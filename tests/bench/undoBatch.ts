/**
 * Taking back whole batches, each against its own import (plan and commit), and against the commit alone: a roster of
 * new students, the same list from a second source, a later list in which every row changed, and a status list.
 *
 *   node tests/bench/undoBatch.ts [students]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { BENCH_HEADINGS, benchRow } from './writeBenchRoster.ts';

const students = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-'));
const core = await openCore(join(folder, 'store'));
const { imports, campaigns } = core.client;

function writeList(name: string, headings: readonly string[], rowOf: (index: number) => string[]): string {
  const path = join(folder, name);
  const rows = Array.from({ length: students }, (_, index) => rowOf(index).join(','));
  writeFileSync(path, `${[headings.join(','), ...rows].join('\r\n')}\r\n`);
  return path;
}

const classColumn = BENCH_HEADINGS.indexOf('班号');
const roster = writeList('roster.csv', BENCH_HEADINGS, benchRow);
const later = writeList('later.csv', BENCH_HEADINGS, (index) =>
  benchRow(index).map((value, column) => (column === classColumn ? `${value}甲` : value)),
);
const statuses = writeList('statuses.csv', ['学号', '姓名', '核对状态'], (index) => {
  const [, studentNo, name] = benchRow(index);
  return [studentNo!, name!, index % 10 === 0 ? '有误' : '正确'];
});
const campaign = await campaigns.create({
  name: '2027 届图像校对',
  type: 'graduation-photo',
  deadline: '2027-05-31',
  lockRule: '24h',
  population: {},
});

interface Spent {
  ms: number;
  /** Of all threads: what a busy computer makes longer least. */
  cpu: number;
}

async function spentOn<Result>(work: () => Promise<Result>): Promise<Spent & { result: Result }> {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: performance.now() - start, cpu: (user + system) / 1000 };
}

interface Imported {
  batch: string;
  plan: Spent;
  commit: Spent;
}

async function importList(path: string, kind: 'roster' | 'status', source: FileSource): Promise<Imported> {
  const { result: session, ...plan } = await spentOn(async () => {
    const { file } = await core.offerPath(path);
    const about = kind === 'status' ? { kind, campaign: campaign.id } : { kind, source };
    const opened = await imports.open({ files: [file], ...about });
    await resultOf(await imports.plan(opened));
    return opened.session;
  });
  const { result, ...commit } = await spentOn(async () => resultOf(await imports.commit({ session })));
  const { batch, counts } = result;
  if (counts.created + counts.updated !== students) throw new Error('Not all rows were imported');
  return { batch, plan, commit };
}

async function takeBack(what: string, { batch, plan, commit }: Imported): Promise<void> {
  const { result, ...undo } = await spentOn(async () => resultOf(await imports.undo({ batch })));
  if (result.kept.length > 0) throw new Error('Something was kept');
  const said = ({ ms, cpu }: Spent) => `${Math.round(ms)} ms (CPU ${Math.round(cpu)})`;
  const toImport = undo.cpu / (plan.cpu + commit.cpu);
  process.stdout.write(
    `${what.padEnd(18)} plan ${said(plan)}, commit ${said(commit)}; taken back ${said(undo)}: ratio of CPU ${toImport.toFixed(2)} to the import, ${(undo.cpu / commit.cpu).toFixed(2)} to its commit\n`,
  );
}

const first = await importList(roster, 'roster', 'chsi');
await takeBack('status list', await importList(statuses, 'status', 'chsi'));
await takeBack('every row changed', await importList(later, 'roster', 'chsi'));
await takeBack('a second source', await importList(roster, 'roster', 'sis'));
await takeBack('new students', first);
await core.close();
rmSync(folder, { recursive: true });
