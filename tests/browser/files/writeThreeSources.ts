import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCharacter } from '../../../shared/domain/idNumber.ts';

const NAMES = '丁一 买买提·江 赵三 钱四 孙五 李六 周七 吴八 郑九 王十 冯晓 陈冬'.split(' ');
/** Known to 教务 under another 学号 and without any other number. */
const UNDER_ANOTHER = [10, 11, 12];

function birthOf(place: number): string {
  return `2008-01-${String(place).padStart(2, '0')}`;
}

function idOf(place: number): string {
  const digits = `110105${birthOf(place).replaceAll('-', '')}0${place % 10}${place % 2}`;
  return digits + checkCharacter(digits);
}

/**
 * A year's twelve new students as three offices have them, counted by hand. All are admitted. 学信网 has all but 郑九,
 * 周七 as having given up. 教务 has the first six, and the last three under other numbers: one birth date differs
 * there, one name has another dot; 录取 has one gender wrong.
 */
export function writeThreeSources(folder: string): { source: string; file: string }[] {
  const common = (place: number, change: { name?: string; gender?: string; birthDate?: string } = {}) => {
    const { name = NAMES[place - 1], gender = place % 2 === 1 ? '男' : '女' } = change;
    return `${name},${gender},${change.birthDate ?? birthOf(place)},数学学院`;
  };
  const everybody = NAMES.map((_, index) => index + 1);
  const lists = {
    admission: [
      '考生号,身份证号,姓名,性别,出生日期,学院',
      ...everybody.map(
        (place) =>
          `261101010000${String(place).padStart(2, '0')},${idOf(place)},${common(place, place === 4 ? { gender: '男' } : {})}`,
      ),
    ],
    chsi: [
      '考生号,学号,身份证号,姓名,性别,出生日期,学院,注册状态',
      ...everybody
        .filter((place) => place !== 9)
        .map(
          (place) =>
            `261101010000${String(place).padStart(2, '0')},2026${1000 + place},${idOf(place)},${common(place)},${place === 7 ? '放弃入学资格' : '注册学籍'}`,
        ),
    ],
    sis: [
      '学号,姓名,性别,出生日期,学院',
      `20261001,${common(1)}`,
      `20261002,${common(2, { name: '买买提•江' })}`,
      `20261003,${common(3, { birthDate: '2008-01-30' })}`,
      ...[4, 5, 6].map((place) => `2026${1000 + place},${common(place)}`),
      ...UNDER_ANOTHER.map((place) => `2099${1000 + place},${common(place)}`),
    ],
  };
  return Object.entries(lists).map(([source, lines]) => {
    const file = join(folder, `${source}.csv`);
    writeFileSync(file, `\uFEFF${lines.join('\n')}\n`);
    return { source, file };
  });
}
