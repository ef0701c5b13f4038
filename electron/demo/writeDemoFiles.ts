import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import { type DemoSchool, recordInSource } from './demoSchool.ts';
import type { PortraitRequest } from './drawPortrait.ts';
import { writeAdmissionTable } from './writeAdmissionTable.ts';
import { writeChsiRoster } from './writeChsiRoster.ts';
import { studentsOnSheet, writeClassSheet } from './writeClassSheet.ts';
import { writeContactList } from './writeContactList.ts';
import { writeFlagList } from './writeFlagList.ts';
import { photographedStudents, writeAdmissionPhotos, writeGraduationPhotos } from './writePhotoArchives.ts';
import { writeSisRoster } from './writeSisRoster.ts';
import { writeStatusList } from './writeStatusList.ts';
import { writeSupplement } from './writeSupplement.ts';

/** A file that was written, and how it is to be imported. */
export type DemoFile =
  | { as: 'roster'; path: string; source: FileSource; importable: boolean }
  | { as: 'photos'; path: string; role: PortraitRequest['role']; importable: boolean }
  | { as: 'flags' | 'contacts' | 'status' | 'sheets'; path: string; importable: boolean };

export interface DemoFilesOptions {
  /** How many students get their pictures drawn. */
  photos?: number;
  /** 0…1 */
  onProgress?: (done: number) => void;
}

export const DEMO_PHOTOS = 300;
/** What a file of rows counts for in the progress, against one for a portrait. */
const FILE_WORK = 20;

/**
 * Writes the files that a registrar's office would be given about this school, as untidy as real ones, in the order
 * in which they are to be imported. The same school gives the same bytes. `dir` is made; files in it of these names
 * are replaced.
 */
export async function writeDemoFiles(
  dir: string,
  school: DemoSchool,
  { photos = DEMO_PHOTOS, onProgress }: DemoFilesOptions = {},
): Promise<DemoFile[]> {
  await mkdir(dir, { recursive: true });
  const students = photographedStudents(school, photos);
  // A very small school may have no first year; a list of nobody is refused by the import.
  const hasAdmitted = school.students.some((student) => recordInSource(student, 'admission') !== null);
  const onSheet = studentsOnSheet(students);
  const files: { file: DemoFile; write: (path: string) => Promise<void> }[] = [
    {
      file: { as: 'roster', path: join(dir, '学信网-在校生名单.xlsx'), source: 'chsi', importable: true },
      write: (path) => writeChsiRoster(path, school),
    },
    {
      file: { as: 'roster', path: join(dir, '教务系统-学生名册.csv'), source: 'sis', importable: true },
      write: (path) => writeSisRoster(path, school),
    },
    {
      file: { as: 'roster', path: join(dir, '教务处-补充名单.xlsx'), source: 'sis', importable: true },
      write: (path) => writeSupplement(path, school),
    },
    {
      file: { as: 'roster', path: join(dir, '录取名册.dbf'), source: 'admission', importable: hasAdmitted },
      write: (path) => writeAdmissionTable(path, school),
    },
    {
      file: { as: 'photos', path: join(dir, '录取照片.zip'), role: 'admission', importable: true },
      write: (path) => writeAdmissionPhotos(path, school, students, () => progress(1)),
    },
    {
      file: { as: 'photos', path: join(dir, '学历照片.zip'), role: 'graduation', importable: true },
      write: (path) => writeGraduationPhotos(path, school, students, () => progress(1)),
    },
    {
      file: { as: 'flags', path: join(dir, '学信网-人像比对结果.xlsx'), importable: true },
      write: (path) => writeFlagList(path, school),
    },
    {
      file: { as: 'contacts', path: join(dir, '辅导员联系方式.xlsx'), importable: true },
      write: (path) => writeContactList(path, school),
    },
    {
      // After the photos, so that what was verified includes them.
      file: { as: 'status', path: join(dir, '图像校对-核对状态.xlsx'), importable: true },
      write: (path) => writeStatusList(path, school),
    },
    {
      file: { as: 'sheets', path: join(dir, '班级回执.xlsx'), importable: onSheet.length > 0 },
      write: (path) => writeClassSheet(path, school, onSheet),
    },
  ];

  const portraits = students.reduce(
    (sum, student) => sum + Number(student.admissionPhoto) + Number(student.graduationPhoto),
    1,
  );
  const total = files.length * FILE_WORK + portraits;
  let done = 0;
  function progress(work: number): void {
    done += work;
    onProgress?.(Math.min(1, done / total));
  }
  for (const { file, write } of files) {
    await write(file.path);
    progress(FILE_WORK);
  }
  return files.map(({ file }) => file);
}
