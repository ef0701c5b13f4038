import { hanName } from './demoNames.ts';
import { DEMO_PROGRAMMES, type DemoProgramme } from './demoProgrammes.ts';
import type { DemoClass, DemoCounsellor } from './demoSchool.ts';
import { seededRandom } from './seededRandom.ts';

const SMALLEST_CLASS = 30;
const LARGEST_CLASS = 45;
const USUAL_CLASS = 38;
const GRADES = 4;
const CLASSES_PER_COUNSELLOR = 5;

/** The years of entry that are still in school, oldest first. `schoolYear` is the year in which it began. */
function gradesOf(programme: DemoProgramme, schoolYear: number): number[] {
  const years = Math.min(programme.duration, GRADES);
  return Array.from({ length: years }, (_, index) => schoolYear - years + 1 + index);
}

/** Sizes between 30 and 45 that add up; smaller only where there are too few students for one class. */
function classSizes(students: number, seed: number): number[] {
  const random = seededRandom(seed, 'class sizes');
  const count = Math.max(1, Math.round(students / USUAL_CLASS));
  const sizes = Array.from({ length: count }, () => random.between(SMALLEST_CLASS + 3, LARGEST_CLASS - 2));
  let difference = students - sizes.reduce((sum, size) => sum + size, 0);
  while (difference !== 0) {
    const step = Math.sign(difference);
    const changeable = sizes
      .map((size, index) => ({ size, index }))
      .filter(({ size }) => (step > 0 ? size < LARGEST_CLASS : size > SMALLEST_CLASS));
    // Only a school smaller than a class or two gets here with nothing left to change.
    const among = changeable.length > 0 ? changeable : sizes.map((size, index) => ({ size, index }));
    for (const { index } of random.shuffled(among)) {
      if (difference === 0) break;
      sizes[index] = sizes[index]! + step;
      difference -= step;
    }
  }
  return sizes;
}

/** Classes in the order college, grade (oldest first), programme, number; every four in a row cover four grades. */
export function demoClasses(
  students: number,
  seed: number,
  schoolYear: number,
): { classes: DemoClass[]; counsellors: DemoCounsellor[] } {
  const random = seededRandom(seed, 'classes');
  const oldest = schoolYear - GRADES + 1;
  const cells = classSizes(students, seed).map((size, index) => {
    const grade = oldest + (index % GRADES);
    const programme = random.weighted(
      DEMO_PROGRAMMES.filter((each) => gradesOf(each, schoolYear).includes(grade)).map(
        (each) => [each, each.weight] as const,
      ),
    );
    return { size, grade, programme, order: DEMO_PROGRAMMES.indexOf(programme) };
  });
  const collegeNames = [...new Set(DEMO_PROGRAMMES.map((programme) => programme.collegeName))];
  const collegeOrder = new Map(collegeNames.map((name, index) => [name, index]));
  cells.sort(
    (a, b) =>
      collegeOrder.get(a.programme.collegeName)! - collegeOrder.get(b.programme.collegeName)! ||
      a.grade - b.grade ||
      a.order - b.order,
  );

  const numbers = new Map<string, number>();
  const classes = cells.map(({ size, grade, programme }): DemoClass => {
    const group = programme.shortName + String(grade % 100).padStart(2, '0');
    const number = (numbers.get(group) ?? 0) + 1;
    numbers.set(group, number);
    return {
      name: `${group}${String(number).padStart(2, '0')}班`,
      collegeName: programme.collegeName,
      departmentName: programme.departmentName,
      majorCode: programme.majorCode,
      majorName: programme.majorName,
      level: programme.level,
      duration: programme.duration,
      grade,
      graduating: grade + programme.duration === schoolYear + 1,
      counsellor: '',
      size,
    };
  });
  return { classes, counsellors: assignCounsellors(classes, seed) };
}

/** Fills in `counsellor` of the classes: one person for up to five classes of a college. */
function assignCounsellors(classes: DemoClass[], seed: number): DemoCounsellor[] {
  const random = seededRandom(seed, 'counsellors');
  const counsellors: DemoCounsellor[] = [];
  const taken = new Set<string>();
  let current: DemoCounsellor | undefined;
  for (const each of classes) {
    if (current?.collegeName !== each.collegeName || current.classNames.length >= CLASSES_PER_COUNSELLOR) {
      let name = hanName(random, random.chance(0.5) ? '男' : '女').name;
      while (taken.has(name)) name = hanName(random, random.chance(0.5) ? '男' : '女').name;
      taken.add(name);
      const number = String(counsellors.length + 1).padStart(4, '0');
      current = {
        name,
        phone: `1540000${number}`,
        email: `t${number}@example.edu.cn`,
        collegeName: each.collegeName,
        classNames: [],
      };
      counsellors.push(current);
    }
    current.classNames.push(each.name);
    each.counsellor = current.name;
  }
  return counsellors;
}
