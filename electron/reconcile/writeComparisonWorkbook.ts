import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { countsOf, sameIn } from '../../shared/domain/comparisonCounts.ts';
import { maskField, maskIdNumber } from '../../shared/domain/mask.ts';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import type { Text } from '../../shared/text/createText.ts';
import { listSheet } from '../archive/listSheet.ts';
import { giveWay } from '../db/giveWay.ts';
import type { ComparedStudent } from './Comparison.ts';
import type { Decided } from './Decisions.ts';
import type { Standing } from './Reconciliation.ts';

/** A workbook is written in Chinese, as every export is. */
const WORDS = {
  summary: '汇总',
  whole: '全校',
  noCollege: '（未填学院）',
  explained: '其中未入学（不算缺少）',
  reason: '说明',
  notEnrolled: (status: string) => `${status}，不算缺少`,
  same: '完全一致',
  formal: '仅写法不同',
  differing: '内容不一致',
  differs: '不一致',
  pairs: '疑似同一人',
  field: '字段',
  kind: '差异类别',
  state: '处理情况',
  source: '来源',
  because: '依据',
  decision: '决定',
  decidedBy: '处理人',
  decidedAt: '处理时间（北京时间）',
  only: (source: string) => `仅${source}`,
  region: (sources: readonly string[], all: number) =>
    sources.length < all ? `仅${sources.join('、')}` : `${sources.join('、')}都有`,
};

const BREATHE_EVERY = 2_000;

export interface WorkbookOptions {
  text: Text;
  /** Identity numbers, phones and mailboxes in full. */
  unmasked: boolean;
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** 汇总, 仅… for each combination of sources that is not all of them, 不一致, 疑似同一人: row by row into the sink. Errors: CANCELLED. */
export async function writeComparisonWorkbook(
  sink: Writable,
  standing: Standing,
  { text, unmasked, signal, onProgress }: WorkbookOptions,
): Promise<void> {
  const { result, work, decisions } = standing;
  // As it stands now, whatever is decided while the file is being written.
  const pairStates = result.pairs.map(({ one, other }) => decisions.ofPair(one.id, other.id));
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true });
  const total = result.missing.length + work.length + result.pairs.length;
  let done = 0;
  const step = async () => {
    done++;
    if (done % BREATHE_EVERY !== 0) return;
    onProgress(done, total);
    await giveWay(signal);
  };
  const sheet = (name: string, headings: readonly string[]) => listSheet(workbook, name, headings);
  const number = (value: string | null) => (value === null ? '' : unmasked ? value : maskIdNumber(value));
  const person = (student: ComparedStudent) => [
    student.studentNo,
    student.examNo,
    student.name,
    number(student.idNumber),
    student.college,
  ];
  const decisionHeadings = [WORDS.decision, WORDS.decidedBy, WORDS.decidedAt];
  const decision = ({ decision: taken }: Decided) => [
    taken && text.decision(taken.kind, taken.source),
    taken?.actor ?? null,
    taken && taken.at !== null ? beijingTime(taken.at) : null,
  ];
  const personHeadings = [
    text.label('studentNo'),
    text.label('examNo'),
    text.label('name'),
    text.label('idNumber'),
    text.label('collegeName'),
  ];

  const summary = sheet(WORDS.summary, [
    text.label('collegeName'),
    ...result.sources.map((source) => text.source(source)),
    ...result.regions.map((region) =>
      WORDS.region(
        region.sources.map((source) => text.source(source)),
        result.sources.length,
      ),
    ),
    WORDS.explained,
    WORDS.same,
    WORDS.formal,
    WORDS.differing,
  ]);
  const line = (name: string, regions: typeof result.regions) => {
    const counts = countsOf(result.sources, regions);
    return [
      name,
      ...result.sources.map((source) => counts.sources[source] ?? 0),
      ...regions.map((region) => region.students),
      counts.explained,
      sameIn(regions),
      counts.formal,
      counts.differing,
    ];
  };
  summary.add(line(WORDS.whole, result.regions));
  for (const { college, regions } of result.colleges) summary.add(line(college || WORDS.noCollege, regions));
  summary.end();

  const partial = result.regions
    .filter(({ sources }) => sources.length < result.sources.length)
    .sort((one, other) => one.sources.length - other.sources.length);
  for (const { sources } of partial) {
    const key = sources.join();
    const name = sources.map((source) => text.source(source)).join('、');
    const only = sheet(WORDS.only(name), [...personHeadings, WORDS.reason]);
    for (const student of result.missing) {
      if (student.sources.join() !== key) continue;
      const { explained } = student;
      only.add([...person(student), explained === null ? null : WORDS.notEnrolled(explained)]);
      await step();
    }
    only.end();
  }

  const differs = sheet(WORDS.differs, [
    ...personHeadings,
    WORDS.field,
    WORDS.kind,
    ...result.sources.map((source) => text.source(source)),
    WORDS.state,
    ...decisionHeadings,
  ]);
  for (const { student, difference, decided } of work) {
    const said = (source: FileSource) => {
      const value = difference.values[source] ?? null;
      return unmasked ? value : maskField(difference.field, value);
    };
    differs.add([
      ...person(student),
      text.label(difference.field),
      text.difference(difference.kind),
      ...result.sources.map(said),
      text.workState(decided.state),
      ...decision(decided),
    ]);
    await step();
  }
  differs.end();

  const pairs = sheet(WORDS.pairs, [
    ...personHeadings,
    WORDS.source,
    ...personHeadings,
    WORDS.source,
    WORDS.because,
    WORDS.state,
    ...decisionHeadings,
  ]);
  const sourcesOf = (student: ComparedStudent) =>
    student.sources.map((source) => text.source(source)).join('、');
  for (const [index, { one, other, because }] of result.pairs.entries()) {
    const pair = pairStates[index]!;
    pairs.add([
      ...person(one),
      sourcesOf(one),
      ...person(other),
      sourcesOf(other),
      text.pairReason(because),
      text.workState(pair.state),
      ...decision(pair),
    ]);
    await step();
  }
  pairs.end();
  onProgress(total, total);
  await workbook.commit();
}

const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

function beijingTime(at: number): string {
  return BEIJING.format(at);
}
