import type { Verdict } from './verificationStatus.ts';

/**
 * What lists say of a student's verification, in the words met in notices and in lists that departments send
 * (domain notes §3; no official status list is public, so words that are not here are told, never guessed).
 */
const WORDS: Record<Verdict, readonly string[]> = {
  correct: [
    '正确',
    '已核对',
    '已校对',
    '已确认',
    '已核对正确',
    '已核对-正确',
    '已校对-正确',
    '核对正确',
    '校对正确',
    '信息正确',
    '无误',
    '确认无误',
    '核对无误',
    '已完成',
    '完成',
    '已锁定',
    '是',
    '通过',
    '√',
    '✓',
    'y',
    'yes',
    'correct',
    'verified',
  ],
  wrong: [
    '有误',
    '错误',
    '不正确',
    '信息有误',
    '照片有误',
    '已核对有误',
    '已核对-有误',
    '已校对-有误',
    '核对有误',
    '校对有误',
    '异议',
    '有异议',
    '×',
    '✗',
    'wrong',
  ],
  unverified: [
    '未核对',
    '未校对',
    '未确认',
    '未完成',
    '待核对',
    '待确认',
    '否',
    '没有',
    '无',
    'n',
    'no',
    'unverified',
  ],
  'not-found': [
    '找不到学籍',
    '无学籍',
    '没有学籍信息',
    '无学籍信息',
    '查无学籍',
    '查不到',
    '查无此人',
    'notfound',
  ],
  'photo-in-production': [
    '采集中',
    '待上传',
    '制作中',
    '照片制作中',
    '待制作',
    '已拍未上网',
    'photoinproduction',
  ],
};

const BY_WORD = new Map(
  Object.entries(WORDS).flatMap(([verdict, words]) =>
    words.map((word) => [word, verdict as Verdict] as const),
  ),
);

/** The verdict that a list's words mean, or null when they are not known. Width, case and spaces do not matter. */
export function verdictOfWords(words: string): Verdict | null {
  const plain = words
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[—–－]/g, '-')
    .replace(/[()（）。.]/g, '')
    .toLowerCase();
  return BY_WORD.get(plain) ?? null;
}
