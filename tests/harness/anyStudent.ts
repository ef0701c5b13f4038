import fc from 'fast-check';
import type { PartialStudentValues, StudentField } from '../../shared/domain/studentFields.ts';
import { GIVEN, SURNAMES } from './readingsByHand.ts';

/** None once in `freq` times. */
const maybe = <T>(value: fc.Arbitrary<T>, freq = 4) => fc.option(value, { nil: null, freq });
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

/** Names as files have them: rare characters, dots of all kinds, blanks, wide and small letters, and none. */
const oddNames = [
  '阿卜杜拉·艾买提',
  '阿卜杜拉.艾买提',
  '买买提．吐尔逊',
  '欧阳 娜',
  '张\u3000伟',
  '张\u200b三',
  '王\ue863', // a private-use character that stands for 䶮
  '𠮷田',
  '单𠮷䶮',
  '张伟*',
  '3张',
  'A张三',
  'ＪＡＣＫ',
  'John Smith',
  'J.Smith',
  "O'Brien",
  'José María',
  'MÜLLER',
  'Wu',
  'Ли',
  '·',
  '***',
  'Abcdefghi Abcdefghij',
  'ABCDEFGHI-abcdefghij',
];
const chineseName = fc
  .tuple(
    fc.constantFrom(...Object.keys(SURNAMES)),
    fc.array(fc.constantFrom(...Object.keys(GIVEN)), { minLength: 1, maxLength: 3 }),
  )
  .map(([surname, given]) => surname + given.join(''));

export const anyName = fc.oneof(
  { weight: 5, arbitrary: chineseName },
  { weight: 2, arbitrary: fc.constantFrom(...oddNames) },
);

const number = fc.oneof(
  { weight: 6, arbitrary: digits(3, 14) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '2022001',
      '02022001',
      '0001',
      'B2022x',
      'B2022X',
      'B2022Y',
      '２０２２００１',
      '2022 001',
      '2022-001',
      '10',
      '9',
      'X1',
    ),
  },
);
const idNumber = fc.oneof(
  digits(17, 17).map((start) => `${start}X`),
  fc.constantFrom(
    '11010119900307283X',
    '11010119900307283x',
    '１１０１０１１９９００３０７２８３Ｘ',
    '110101 19900307 2838',
    '440301900307283',
    'H1234567801',
    'EA1234567',
    'EA1234568',
  ),
);

const facets = {
  collegeName: fc.constantFrom('计算机学院', '法学院', '外国语学院', '第2学院', '第10学院', '第02学院'),
  majorName: fc.constantFrom('软件工程', '法学', '英语'),
  className: fc.constantFrom('1班', '01班', '１班', '2班', '10班', 'A班', 'a班'),
  grade: fc.constantFrom('2021', '2022'),
  gender: fc.constantFrom('男', '女'),
  ethnicity: fc.constantFrom('汉族', '维吾尔族'),
  counsellor: fc.constantFrom('李老师', '王老师'),
  registrationStatus: fc.constantFrom('注册学籍', '注册学籍', '注册学籍', '休学', '退学', '延期毕业'),
};

const CORRECTED = ['studentNo', 'examNo', 'name', 'remark', ...Object.keys(facets)] as StudentField[];

/** Any student as a roster may have one; some key is there, and little else needs to be. */
export const anyStudent: fc.Arbitrary<PartialStudentValues> = fc.record({
  studentNo: maybe(number, 8),
  examNo: maybe(fc.oneof(number, digits(14, 14))),
  idNumber: maybe(idNumber),
  name: maybe(anyName, 12),
  phone: maybe(
    fc.oneof(
      digits(8, 8).map((end) => `138${end}`),
      fc.constantFrom('138 0000 0001', '+86-13800000001', '1'),
    ),
  ),
  remark: maybe(
    fc.constantFrom('身份核验异常', '另：身份核验不确定', '身份核验未通过', '无', '无', '无', '无', '无'),
    2,
  ),
  birthDate: maybe(fc.constantFrom('2003-01-02', '2004-11-30'), 2),
  ...Object.fromEntries(Object.entries(facets).map(([field, value]) => [field, maybe(value, 6)])),
});

/** A field or two of a student, as when something is corrected. */
export const anyCorrection: fc.Arbitrary<PartialStudentValues> = fc
  .tuple(anyStudent, fc.subarray<StudentField>(CORRECTED, { minLength: 1, maxLength: 2 }))
  .map(([values, fields]) => Object.fromEntries(fields.map((field) => [field, values[field] ?? null])));
