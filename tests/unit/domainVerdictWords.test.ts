import { describe, expect, test } from 'vitest';
import { readVerdict } from '../../shared/domain/verdictWords.ts';

describe('words for a verdict', () => {
  test.each([
    ['正确', 'correct', ''],
    [' 已核对 - 正确 ', 'correct', ''],
    ['已确认 正确', 'correct', ''],
    ['核对正确（24小时内）', 'correct', '24小时内'],
    ['有误：身份证号错', 'wrong', '身份证号错'],
    ['有误（姓名正确，学号不对）', 'wrong', '姓名正确，学号不对'],
    ['× 学号', 'wrong', '学号'],
    ['查不到学籍', 'not-found', ''],
    ['未核对，联系不上', 'unverified', '联系不上'],
    ['制作中: 10月12日已拍', 'photo-in-production', '10月12日已拍'],
  ])('%s', (words, verdict, note) => {
    expect(readVerdict(words)).toEqual({ verdict, note });
  });

  test.each(['已核对：有误', '正确，但照片不对', '正确（未核对）', '未核对：正确', '大概', '有点误', ''])(
    '%s is not guessed',
    (words) => {
      expect(readVerdict(words)).toBeNull();
    },
  );
});
