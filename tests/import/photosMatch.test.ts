import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPhoto } from '../../electron/photos/matchPhoto.ts';
import { checkCharacter } from '../../shared/domain/idNumber.ts';
import { studentLookup } from '../fixtures/studentLookup.ts';

const ZHANG = {
  student: 'zhang',
  name: '张三',
  idNumber: '11010519491231002X',
  studentNo: '202100123',
  examNo: '21110105110042',
};
const LI = {
  student: 'li',
  name: '李四',
  idNumber: '440524188001010014',
  studentNo: '202100124',
  examNo: null,
};
const AILI = { student: 'aili', name: '买买提·艾力', idNumber: null, studentNo: '202100125', examNo: null };
const OLD = {
  student: 'old',
  name: '王五',
  idNumber: '130203680405007',
  studentNo: '199800001',
  examNo: null,
};
const SMITH = {
  student: 'smith',
  name: 'John Smith',
  idNumber: 'E12345678',
  studentNo: 'L2021007',
  examNo: null,
};
const WANG = { student: 'wang', name: '王新', idNumber: 'H12345678', studentNo: '2021-0012', examNo: null };
const CHEN1 = { student: 'chen1', name: '陈晨', idNumber: null, studentNo: '202100130', examNo: null };
const CHEN2 = { student: 'chen2', name: '陈晨', idNumber: null, studentNo: '202100131', examNo: null };
const SOLDIER = {
  student: 'soldier',
  name: '赵六',
  idNumber: '军字第12345号',
  studentNo: '202100140',
  examNo: null,
};
const HONGKONG = {
  student: 'hk',
  name: '黄七',
  idNumber: 'A123456(7)',
  studentNo: '202100141',
  examNo: null,
};
const SHORT = { student: 'short', name: '钱八', idNumber: null, studentNo: '0001', examNo: null };
const DAY = { student: 'day', name: '孙九', idNumber: null, studentNo: '20230517', examNo: null };
const RARE = { student: 'rare', name: '𬱖䶮', idNumber: null, studentNo: '202100150', examNo: null };
const LOST = { student: 'lost', name: '周?', idNumber: null, studentNo: '202100151', examNo: null };
const NAMELESS = { student: 'nameless', name: null, idNumber: null, studentNo: '202100152', examNo: null };
const lookup = studentLookup([
  ZHANG,
  LI,
  AILI,
  OLD,
  SMITH,
  WANG,
  CHEN1,
  CHEN2,
  SOLDIER,
  HONGKONG,
  SHORT,
  DAY,
  RARE,
  LOST,
  NAMELESS,
]);
const match = (path: string) => matchPhoto(path, lookup);

describe('a key alone', () => {
  test.each([
    ['11010519491231002X.jpg', 'zhang', 'idNumber'],
    ['11010519491231002x.JPG', 'zhang', 'idNumber'],
    ['１１０１０５１９４９１２３１００２Ｘ．ｊｐｇ', 'zhang', 'idNumber'],
    ['130203680405007.jpeg', 'old', 'idNumber'],
    ['440524188001010014.bmp', 'li', 'idNumber'],
    ['202100123.png', 'zhang', 'studentNo'],
    ['21110105110042.jpg', 'zhang', 'examNo'],
    ['2021级/计算机1班/202100123.jpg', 'zhang', 'studentNo'],
    ['照片\\202100123.jpg', 'zhang', 'studentNo'],
    ['202100123.jpg.jpg', 'zhang', 'studentNo'],
    [' 202100123 .jpg', 'zhang', 'studentNo'],
    ['202100123', 'zhang', 'studentNo'],
    ['202100123(1).jpg', 'zhang', 'studentNo'],
    ['202100123 （2）.jpg', 'zhang', 'studentNo'],
    ['202100123 - 副本.jpg', 'zhang', 'studentNo'],
    ['202100123 - 副本 (2).jpg', 'zhang', 'studentNo'],
    ['202100123 - Copy.jpg', 'zhang', 'studentNo'],
    ['E12345678.jpg', 'smith', 'idNumber'],
    ['e12345678.jpg', 'smith', 'idNumber'],
    ['h12345678.jpg', 'wang', 'idNumber'],
    ['2021-0012.jpg', 'wang', 'studentNo'],
    ['军字第12345号.jpg', 'soldier', 'idNumber'],
    ['A123456(7).jpg', 'hk', 'idNumber'],
    ['A123456（7）.jpg', 'hk', 'idNumber'],
    ['0001.jpg', 'short', 'studentNo'],
    ['0001 (1).jpg', 'short', 'studentNo'],
    ['20230517.jpg', 'day', 'studentNo'],
    ['202100123_蓝底照片.jpg', 'zhang', 'studentNo'],
    ['学号202100123.jpg', 'zhang', 'studentNo'],
    ['202100123-软件工程.jpg', 'zhang', 'studentNo'],
    ['202100123-护理学院-2101班.jpg', 'zhang', 'studentNo'],
    ['202100151周䶮.jpg', 'lost', 'studentNo'],
    ['202100152吴一.jpg', 'nameless', 'studentNo'],
  ] as const)('%s', (path, student, by) => {
    expect(match(path)).toEqual({ kind: 'matched', student, by, nameAgrees: null });
  });

  test('15 and 18 digits are one number, both ways', () => {
    const eighteen = `13020319680405007${checkCharacter('13020319680405007')}`;
    expect(match(`${eighteen}.jpg`)).toMatchObject({ kind: 'matched', student: 'old' });
    expect(match(`${eighteen}王五.jpg`)).toMatchObject({ kind: 'matched', student: 'old', nameAgrees: true });
    expect(match('110105491231002.jpg')).toMatchObject({ kind: 'matched', student: 'zhang' });
    expect(match('11010519491231002X王五.jpg')).toMatchObject({ kind: 'ambiguous', why: 'name-differs' });
  });
});

describe('a key and the name', () => {
  const separators = [
    '',
    '-',
    '_',
    '+',
    ' ',
    '　',
    '－',
    '＿',
    '＋',
    '·',
    '.',
    ',',
    '，',
    '、',
    '--',
    ' - ',
    '=',
    '#',
    '@',
    '~',
  ];
  test.each(separators)('separated by "%s"', (separator) => {
    const wanted = { kind: 'matched', student: 'zhang', nameAgrees: true };
    expect(match(`202100123${separator}张三.jpg`)).toEqual({ ...wanted, by: 'studentNo' });
    expect(match(`张三${separator}202100123.jpg`)).toEqual({ ...wanted, by: 'studentNo' });
    expect(match(`11010519491231002X${separator}张三.jpg`)).toEqual({ ...wanted, by: 'idNumber' });
    expect(match(`张三${separator}11010519491231002x.jpg`)).toEqual({ ...wanted, by: 'idNumber' });
    expect(match(`21110105110042${separator}张三${separator}202100123.jpg`)).toEqual({
      ...wanted,
      by: 'studentNo',
    });
  });

  test.each([
    ['张三(202100123).jpg', 'zhang'],
    ['张三（202100123）.jpg', 'zhang'],
    ['【202100123】张三.jpg', 'zhang'],
    ['202100123[张三].jpg', 'zhang'],
    ['202100123 张 三.jpg', 'zhang'],
    ['２０２１００１２３张三.jpg', 'zhang'],
    ['学号202100123姓名张三.jpg', 'zhang'],
    ['计算机2101-张三-202100123.jpg', 'zhang'],
    ['1-202100123-张三.jpg', 'zhang'],
    ['张三照片202100123.jpg', 'zhang'],
    ['202100123-张三(1).jpg', 'zhang'],
    ['202100123-张三 - 副本.jpg', 'zhang'],
    ['202100125买买提·艾力.jpg', 'aili'],
    ['202100125-买买提•艾力.jpg', 'aili'],
    ['202100125_买买提艾力.jpg', 'aili'],
    ['202100125 买买提.艾力.jpg', 'aili'],
    ['L2021007 John Smith.jpg', 'smith'],
    ['L2021007_JOHN_SMITH.jpg', 'smith'],
    ['E12345678JohnSmith.jpg', 'smith'],
    ['L2021007-Smith John.jpg', 'smith'],
    ['2021-0012-王新.jpg', 'wang'],
    ['2021-0012王新.jpg', 'wang'],
    ['军字第12345号-赵六.jpg', 'soldier'],
    ['黄七A123456(7).jpg', 'hk'],
    ['钱八0001.jpg', 'short'],
    ['IMG_20230517_孙九.jpg', 'day'],
    ['202100150𬱖䶮.jpg', 'rare'],
  ])('%s', (path, student) => {
    expect(match(path)).toMatchObject({ kind: 'matched', student, nameAgrees: true });
  });

  test.each(['202100123_zhangsan.jpg', '202100123-张.jpg'])('other words: %s', (path) => {
    expect(match(path)).toMatchObject({ kind: 'matched', student: 'zhang', nameAgrees: false });
  });
});

describe('contradictions are left to a person', () => {
  test.each([
    ['202100123李四.jpg', 'name-differs'],
    ['202100123-张三丰.jpg', 'name-differs'],
    ['202100123 赵 钱.jpg', 'name-differs'],
    ['202100123阿不都热依木.jpg', 'name-differs'],
    ['202100123_John Smith.jpg', 'name-differs'],
    ['L2021007_Peter Miller.jpg', 'name-differs'],
    ['202100123_202100124.jpg', 'two-keys'],
    ['张三202100123_202100124.jpg', 'two-keys'],
    ['11010519491231002X-202100124.jpg', 'two-keys'],
    ['202100123-810000199901010014.jpg', 'other-id-number'],
    ['810000199901010014张三202100123.jpg', 'other-id-number'],
  ])('%s: %s', (path, why) => {
    expect(match(path)).toMatchObject({ kind: 'ambiguous', why });
  });

  test('a key that several students have is settled by the name, or by another key, or not at all', () => {
    const twins = studentLookup([
      { student: 'a', name: '甲一', studentNo: '20210001', examNo: '99990001' },
      { student: 'b', name: '乙二', examNo: '20210001' },
    ]);
    expect(matchPhoto('20210001.jpg', twins)).toMatchObject({ kind: 'ambiguous', why: 'key-of-several' });
    expect(matchPhoto('20210001甲一.jpg', twins)).toEqual({
      kind: 'matched',
      student: 'a',
      by: 'studentNo',
      nameAgrees: true,
    });
    expect(matchPhoto('20210001乙二.jpg', twins)).toMatchObject({
      kind: 'matched',
      student: 'b',
      by: 'examNo',
    });
    expect(matchPhoto('20210001-99990001.jpg', twins)).toMatchObject({ kind: 'matched', student: 'a' });
    expect(matchPhoto('20210001丙三.jpg', twins)).toMatchObject({ kind: 'ambiguous' });
  });
});

describe('no match', () => {
  test.each([
    '张三.jpg',
    '陈晨.jpg',
    '赵六/张三.jpg',
    '202100123/陈晨.jpg',
    '',
    '.jpg',
    '无名.jpg',
    'photo.jpg',
    '20210012.jpg',
    '2021001230.jpg',
    '0202100123.jpg',
    '20210012②.jpg',
    'X202100123.jpg',
    '12345678.jpg',
    'IMG_0001.jpg',
    'IMG_202100123.jpg',
    'IMG_20230517_120000.jpg',
    '20230517_101530.jpg',
    'mmexport1684300000000.jpg',
    '微信图片_20230517101530.jpg',
    'DSC0001.JPG',
    '0001-1.jpg',
    '202100123zhangsan.jpg',
    '99-0001.jpg',
    '１.jpg',
    '11010519491231002.jpg',
    '110105194912310021.jpg',
  ])('%s', (path) => {
    expect(match(path).kind).toBe('unmatched');
  });

  test('students of the name are told as a hint', () => {
    expect(match('陈晨.jpg')).toMatchObject({ sameName: [{ student: 'chen1' }, { student: 'chen2' }] });
    expect(match('姓名张三.jpg')).toMatchObject({ sameName: [{ student: 'zhang' }] });
    expect(match('999999999买买提·艾力.jpg')).toMatchObject({ sameName: [{ student: 'aili' }] });
    expect(match('无名.jpg')).toMatchObject({ sameName: [] });
  });

  test('a circled or raised digit is not taken for a digit of the key', () => {
    expect(match('20210012③.jpg').kind).toBe('unmatched');
    expect(match('202100123②.jpg')).toMatchObject({ kind: 'matched', student: 'zhang' });
  });
});

describe('any name at all', () => {
  const letters = fc.constantFrom(
    ...'张三李四王新陈晨0123456789xXabZ-_+ 　·•.()（）【】①²１２\\/?*\u{e863}\u{2cc56}\ufffd\u200b\ud800级班照片副本',
  );
  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(letters, { maxLength: 60 }).map((all) => all.join('')),
  );

  test('never throws', () => {
    fc.assert(
      fc.property(anyName, (name) => void match(`${name}.jpg`)),
      { numRuns: 2000 },
    );
  });

  test('a name without any key never matches, whatever names of students stand in it', () => {
    const names = fc.constantFrom('张三', '李四', '买买提·艾力', 'John Smith', '王新', '陈晨', '孙九');
    const noise = fc.stringMatching(/^[-_+ ()a-z一-龥·]{0,12}$/u);
    fc.assert(
      fc.property(noise, names, noise, (before, name, after) => {
        expect(match(`${before}${name}${after}.jpg`).kind).toBe('unmatched');
      }),
      { numRuns: 1000 },
    );
  });

  test('one wrong digit anywhere in a key, and it is no longer that student', () => {
    const keys = [ZHANG.idNumber, ZHANG.studentNo, ZHANG.examNo, LI.idNumber, LI.studentNo];
    const digits = fc.constantFrom(...'0123456789');
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(17), digits, (key, place, digit) => {
        const at = place % key.length;
        const changed = key.slice(0, at) + digit + key.slice(at + 1);
        fc.pre(changed !== key);
        const found = match(`${changed}.jpg`);
        if (found.kind === 'matched') expect(lookup.byKey(found.by, changed)).toHaveLength(1);
        else expect(found.kind).toBe('unmatched');
      }),
      { numRuns: 1000 },
    );
  });

  // Going through it piece by piece would not come back within the limit of a test.
  test('a name of many thousand characters is nobody’s', () => {
    for (const unit of ['1', '张', '1张', 'a1-', '(1)', ' ', '·', '副本', '照片'])
      expect(match(`${unit.repeat(40_000)}.jpg`)).toEqual({ kind: 'unmatched', sameName: [] });
  });
});
