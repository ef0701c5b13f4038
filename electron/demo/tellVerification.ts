import type { DemoComplaint, DemoStudent } from './demoSchool.ts';
import { type SeededRandom, seededRandom } from './seededRandom.ts';

const VERIFIED_SHARE = 0.62;
const WRONG_SHARE = 0.02;
const LAST_DAY_SHARE = 0.07;
/** The campaign of the story was opened so many days before now. */
export const CAMPAIGN_AGE_DAYS = 40;
const DAY = 86_400_000;

/** Results of the ministry's comparison of the two photos, with their shares of those who graduate. */
const PHOTO_COMPARISON_FLAGS: readonly (readonly [string, number])[] = [
  ['身份核验不确定', 0.008],
  ['身份核验未通过', 0.004],
  ['身份核验异常', 0.003],
];

/**
 * Gives the graduating students of the list their place in the story: flags of the photo comparison, and who has
 * verified when. 62 % pressed 正确, 2 % 有误, the rest nothing; some colleges and classes are well ahead of others.
 */
export function tellVerification(students: readonly DemoStudent[], seed: number, now: string): void {
  const random = seededRandom(seed, 'verification');
  const graduating = students.filter((student) => student.graduating);
  const able = graduating.filter(
    ({ graduationPhoto, values }) => graduationPhoto && values.registrationStatus === '注册学籍',
  );

  const tendencies = new Map<string, number>();
  const tendency = (group: string, strength: number): number => {
    const known = tendencies.get(group) ?? random.next() * strength;
    tendencies.set(group, known);
    return known;
  };
  const eager = able
    .map((student) => ({
      student,
      score:
        random.next() +
        tendency(`college ${student.values.collegeName}`, 0.5) +
        tendency(`class ${student.values.className}`, 0.5),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, Math.round(graduating.length * (VERIFIED_SHARE + WRONG_SHARE)))
    .map(({ student }) => student);

  const wrong = new Set(
    random.shuffled(eager).slice(0, Math.min(eager.length, Math.ceil(graduating.length * WRONG_SHARE))),
  );
  const recent = new Set(
    random.shuffled(eager).slice(0, Math.min(eager.length, Math.ceil(eager.length * LAST_DAY_SHARE))),
  );
  for (const student of eager) {
    const at = timeOfVerification(random, now, recent.has(student));
    student.verification = wrong.has(student)
      ? { status: '有误', at, complaint: complaintOf(random, student) }
      : { status: '正确', at, complaint: null };
  }

  const unflagged = random.shuffled(able);
  for (const [flag, share] of PHOTO_COMPARISON_FLAGS) {
    for (const student of unflagged.splice(0, Math.ceil(share * able.length))) student.values.remark = flag;
  }
}

/** Within the last 24 hours, or on one of the days before that, between eight in the morning and eleven at night. */
function timeOfVerification(random: SeededRandom, now: string, recent: boolean): string {
  const end = Date.parse(`${now.replace(' ', 'T')}Z`);
  let at: number;
  if (recent) {
    at = end - random.between(60, 86_000) * 1000;
  } else {
    // More came in the first days than later.
    const daysAgo = 2 + Math.floor(Math.sqrt(random.next()) * (CAMPAIGN_AGE_DAYS - 2));
    const midnight = Math.floor(end / DAY) * DAY - daysAgo * DAY;
    at = midnight + random.between(8 * 3600, 23 * 3600) * 1000;
  }
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function complaintOf(random: SeededRandom, student: DemoStudent): DemoComplaint {
  if (student.values.name?.includes('·') && random.chance(0.6)) {
    return { about: 'name', words: '姓名中的间隔点与身份证不一致' };
  }
  return random.weighted(COMPLAINTS);
}
const COMPLAINTS: readonly (readonly [DemoComplaint, number])[] = [
  [{ about: 'photo', words: '学历照片偏色' }, 3],
  [{ about: 'photo', words: '学历照片头部被裁切' }, 2],
  [{ about: 'photo', words: '学历照片不是本人' }, 1],
  [{ about: 'majorName', words: '转专业后专业名称未更新' }, 2],
  [{ about: 'name', words: '姓名用字与身份证不一致' }, 1],
  [{ about: 'ethnicity', words: '民族有误' }, 1],
  [{ about: 'enrolDate', words: '入学日期有误' }, 1],
];
