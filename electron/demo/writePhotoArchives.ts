import sharp from 'sharp';
import { encodeGb18030 } from '../archive/encodeGb18030.ts';
import type { DemoSchool, DemoStudent } from './demoSchool.ts';
import { drawPortrait, type PortraitRequest } from './drawPortrait.ts';
import { writeZip, type ZipEntry } from './writeZip.ts';

/** Portraits drawn at the same time. */
const AT_ONCE = 8;

/** One picture of an archive: where it stands, and what is done to it after drawing. */
interface Picture {
  name: string;
  request: PortraitRequest;
  spoil?: (jpeg: Buffer) => Promise<Buffer>;
}

/** The students who get pictures: whole classes that graduate, in turn from every college, up to `most`. */
export function photographedStudents(school: DemoSchool, most: number): DemoStudent[] {
  const byCollege = new Map<string, DemoStudent[][]>();
  let currentClass: string | null = null;
  for (const student of school.students) {
    if (!student.graduating) continue;
    const college = student.values.collegeName!;
    const classes = byCollege.get(college) ?? [];
    byCollege.set(college, classes);
    if (student.values.className !== currentClass) classes.push([]);
    currentClass = student.values.className;
    classes.at(-1)!.push(student);
  }
  const chosen: DemoStudent[] = [];
  for (let turn = 0; chosen.length < most; turn += 1) {
    const round = [...byCollege.values()].flatMap((classes) => classes[turn] ?? []);
    if (round.length === 0) break;
    chosen.push(...round);
  }
  return chosen.slice(0, most);
}

/**
 * 学历照片: GBK names in a folder for each class; classes name their files after the identity number, 学号-姓名 or
 * 学号_姓名. With them what such archives bring along: a picture of nobody, a Thumbs.db, a picture that is no JPEG,
 * one that is damaged, one of another size.
 */
export async function writeGraduationPhotos(
  path: string,
  school: DemoSchool,
  students: readonly DemoStudent[],
  onDrawn: () => void,
): Promise<void> {
  const classNames = [...new Set(students.map(({ values }) => values.className!))];
  const pictures = students
    .filter((student) => student.graduationPhoto)
    .map((student): Picture => {
      const { idNumber, studentNo, name, className } = student.values;
      const file = [`${idNumber}.jpg`, `${studentNo}-${name}.jpg`, `${studentNo}_${name}.JPG`][
        classNames.indexOf(className!) % 3
      ]!;
      return { name: `学历照片/${className}/${file}`, request: requestFor(student, 'graduation') };
    });
  spoilSome(pictures);
  if (pictures.length > 0) {
    pictures.push({
      name: '学历照片/补拍/IMG_0931.jpg',
      request: { seed: school.seed, gender: '女', role: 'graduation' },
    });
  }
  await writeZip(path, entriesOf(pictures, onDrawn, [thumbnailCache('学历照片/Thumbs.db')]), school.now);
}

/** 录取照片: a folder for each year of entry, named after 考生号; those without one after their document. */
export async function writeAdmissionPhotos(
  path: string,
  school: DemoSchool,
  students: readonly DemoStudent[],
  onDrawn: () => void,
): Promise<void> {
  const pictures = students
    .filter((student) => student.admissionPhoto)
    .map((student): Picture => {
      const { examNo, idNumber, grade } = student.values;
      return {
        name: `录取照片/${grade}/${examNo ?? idNumber}.jpg`,
        request: requestFor(student, 'admission'),
      };
    });
  await writeZip(path, entriesOf(pictures, onDrawn, []), school.now);
}

function requestFor({ portrait, values }: DemoStudent, role: PortraitRequest['role']): PortraitRequest {
  return { seed: portrait, gender: values.gender === '男' ? '男' : '女', role };
}

const SPOILERS: readonly ((jpeg: Buffer) => Promise<Buffer>)[] = [
  (jpeg) => sharp(jpeg).png().toBuffer(),
  async (jpeg) => jpeg.subarray(0, Math.floor(jpeg.length * 0.45)),
  (jpeg) => sharp(jpeg).resize(295, 413, { fit: 'fill' }).jpeg({ quality: 92 }).withDensity(300).toBuffer(),
];

/** Three pictures, spread over the archive, where it has some dozens. */
function spoilSome(pictures: Picture[]): void {
  if (pictures.length < 12) return;
  SPOILERS.forEach((spoil, index) => {
    pictures[Math.floor((pictures.length * (index + 1)) / 4)]!.spoil = spoil;
  });
}

/** Looks like the cache that Windows leaves in folders of pictures. */
function thumbnailCache(name: string): ZipEntry {
  const data = Buffer.alloc(4096);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(data);
  return { name: encodeGb18030(name), data };
}

async function* entriesOf(
  pictures: readonly Picture[],
  onDrawn: () => void,
  others: readonly ZipEntry[],
): AsyncGenerator<ZipEntry> {
  yield* others;
  for (let start = 0; start < pictures.length; start += AT_ONCE) {
    yield* await Promise.all(
      pictures.slice(start, start + AT_ONCE).map(async ({ name, request, spoil }) => {
        const jpeg = await drawPortrait(request);
        onDrawn();
        return { name: encodeGb18030(name), data: spoil ? await spoil(jpeg) : jpeg };
      }),
    );
  }
}
