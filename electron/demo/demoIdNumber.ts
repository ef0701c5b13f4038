import { checkCharacter } from '../../shared/domain/idNumber.ts';
import type { IdType } from '../../shared/domain/studentFields.ts';
import type { SeededRandom } from './seededRandom.ts';

export interface DemoIdNumberQuestion {
  idType: IdType;
  /** YYYY-MM-DD */
  birthDate: string;
  gender: '男' | '女';
  /** Six digits, for resident numbers. */
  area: string;
}

const digits = (random: SeededRandom, length: number): string =>
  String(random.below(10 ** length)).padStart(length, '0');

/** A number of the shape that documents of this type have (domain notes §7). Not necessarily unused: ask again. */
export function demoIdNumber(random: SeededRandom, question: DemoIdNumberQuestion): string {
  const birth = question.birthDate.replaceAll('-', '');
  const sequence = (): string => {
    // Odd for men, even for women.
    const number = random.below(500) * 2 + (question.gender === '男' ? 1 : 0);
    return String(number).padStart(3, '0');
  };
  const withCheck = (body: string): string => body + checkCharacter(body);
  switch (question.idType) {
    case 'resident':
      return withCheck(question.area + birth + sequence());
    case 'hkmo-residence':
      return withCheck((random.chance(0.7) ? '810000' : '820000') + birth + sequence());
    case 'tw-residence':
      return withCheck(`830000${birth}${sequence()}`);
    case 'foreign-pr':
      // 2023 edition: 9, place of application, numeric country, birthday, sequence, check.
      return withCheck(
        `9${random.pick(['11', '31', '42', '44'])}${random.pick(['704', '410', '392', '566', '360'])}${birth}${sequence()}`,
      );
    case 'hkmo-permit':
      return random.pick(['H', 'M']) + digits(random, 8);
    case 'tw-permit':
      return digits(random, 8);
    case 'passport':
      return random.pick(['B', 'C', 'K', 'N', 'P']) + digits(random, 8);
    case 'military':
      return `军字第${digits(random, 7)}号`;
    case 'other':
      // The shape of a Hong Kong identity card.
      return `${random.pick(['R', 'S', 'Y', 'Z'])}${digits(random, 6)}(${random.pick([...'0123456789A'])})`;
  }
}
