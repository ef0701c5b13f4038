import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChange } from '../../electron/changes/writeChange.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { defaultCoverage } from '../../shared/domain/defaultCoverage.ts';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { testKey } from '../harness/testKey.ts';
import { benchRow } from './writeBenchRoster.ts';

const CHUNK = 1_000;
const CONTEXT = { device: 'bench', actor: 'bench', at: 0, batch: 'bench' };
const DAY = 24 * 60 * 60 * 1000;
/** 2027-01-04, when the campaign of the store began. */
const BEGUN = Date.UTC(2027, 0, 4);

/**
 * A store of so many students in classes of forty, in the folder for temporary files, written once per number; with a
 * campaign in which two of five have said something. Returns its folder.
 */
export function writeBenchStore(students: number): string {
  const folder = join(tmpdir(), 'xueji-desk-bench', `campaign-store-${students}`);
  if (existsSync(folder)) return folder;
  mkdirSync(`${folder}.part`, { recursive: true });
  const db = openDatabase(`${folder}.part`, testKey(`${folder}.part`));
  const campaign = makeCampaign(db);
  for (let start = 0; start < students; start += CHUNK * 50) {
    db.transaction(() => {
      for (let at = start; at < Math.min(start + CHUNK * 50, students); at += CHUNK)
        makeStudents(db, campaign, at, Math.min(at + CHUNK, students));
    });
  }
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  db.raw.close();
  renameSync(`${folder}.part`, folder);
  return folder;
}

function makeCampaign(db: WriteDb): string {
  const { fields, photo } = defaultCoverage('enrolled-record');
  const campaign = 'bench-campaign';
  const values = {
    name: '2027年在校生学籍核查',
    type: 'enrolled-record',
    deadline: '2027-03-30',
    lockRule: '24h',
    population: '{}',
    coveredFields: JSON.stringify(fields),
    coversPhoto: photo ? 1 : 0,
    createdAt: BEGUN,
  };
  writeChange(db, 'campaign.save', { campaign, values }, CONTEXT);
  return campaign;
}

function makeStudents(db: WriteDb, campaign: string, from: number, to: number): void {
  const indices = Array.from({ length: to - from }, (_, offset) => from + offset);
  const student = (index: number) => `S${String(index).padStart(20, '0')}`;
  const rows = indices.map((index) => ({ student: student(index), isNew: true, values: valuesOf(index) }));
  writeChange(db, 'import.chunk', { source: 'chsi', chunk: from / CHUNK, rows }, CONTEXT);
  const events = indices
    .filter((index) => index % 5 < 2)
    .map((index) => ({
      id: `E${index}`,
      student: student(index),
      verdict: index % 95 === 0 ? ('wrong' as const) : ('correct' as const),
      saidAt: BEGUN + (index % 40) * DAY,
      note: '',
    }));
  const args = { campaign, source: 'staff' as const, batch: 'bench', recordedAt: BEGUN, events };
  writeChange(db, 'verification.record', args, CONTEXT);
}

function valuesOf(index: number): PartialStudentValues {
  const row = benchRow(index);
  // Classes of forty, as schools have them.
  const klass = Math.floor(index / 40);
  return {
    examNo: row[0]!,
    studentNo: row[1]!,
    name: row[2]!,
    gender: row[3]!,
    birthDate: row[4]!,
    idType: 'resident',
    idNumber: row[6]!,
    politicalStatus: row[7]!,
    ethnicity: row[8]!,
    collegeName: `第${(klass % 25) + 1}学院`,
    majorName: `专业${(klass % 300) + 1}`,
    className: `${klass}班`,
    level: '本科',
    mode: '普通全日制',
    duration: '4',
    grade: String(2021 + (klass % 4)),
    registrationStatus: index % 61 === 0 ? '休学' : '注册学籍',
    phone: row[23]!,
  };
}
