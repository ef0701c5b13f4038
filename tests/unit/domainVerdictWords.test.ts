import { describe, expect, test } from 'vitest';
import { readTaughtVerdict, readVerdict, VERDICT_WORDS } from '../../shared/domain/verdictWords.ts';
import { wordKey } from '../../shared/domain/wordKey.ts';
import { WordMeanings } from '../../shared/domain/wordMeanings.ts';

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
    ['没有照片', 'photo-missing', ''],
    ['有学籍无照片', 'photo-missing', ''],
    ['无照片（未拍）', 'photo-missing', '未拍'],
    ['已注册未核对', 'unverified', '已注册'],
    ['未激活 未核对', 'unverified', '未激活'],
    ['已实名绑定已核对', 'correct', '已实名绑定'],
  ])('%s', (words, verdict, note) => {
    expect(readVerdict(words)).toEqual({ verdict, note });
  });

  test.each([
    '已核对：有误',
    '正确，但照片不对',
    '正确（未核对）',
    '未核对：正确',
    '大概',
    '有点误',
    '照片未上传',
    '已注册',
    '没有照片，已核对',
    '',
  ])('%s is not guessed', (words) => {
    expect(readVerdict(words)).toBeNull();
  });

  test('what the school says that they mean holds, and what was written stays', () => {
    const taught = (written: string, meant: string) =>
      new WordMeanings([{ field: 'verdict', written: wordKey(written), meant }]);
    expect(readTaughtVerdict(' 照片未上传 ', taught('照片 未上传', '照片制作中'))).toEqual({
      verdict: 'photo-in-production',
      note: '照片未上传',
    });
    expect(readTaughtVerdict('已完成', taught('已完成', '未核对'))).toEqual({
      verdict: 'unverified',
      note: '已完成',
    });
    expect(readTaughtVerdict('有误：学号', taught('照片未上传', '无照片'))?.verdict).toBe('wrong');
    expect(readTaughtVerdict('照片没上传', taught('照片未上传', '无照片'))).toBeNull();
    for (const word of VERDICT_WORDS) expect(readVerdict(word)?.note).toBe('');
  });
});
