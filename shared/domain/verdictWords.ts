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
    '信息无误',
    '信息核对无误',
    '已确认正确',
    '确认正确',
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
    '信息错误',
    '信息不正确',
    '照片有误',
    '照片错误',
    '照片不是本人',
    '非本人照片',
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
    '查不到学籍',
    '查不到学籍信息',
    '未查到学籍',
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

export interface ReadVerdict {
  verdict: Verdict;
  /** What stands behind the verdict in the same cell, as received; empty where nothing does. */
  note: string;
}

/** Where the words of a verdict end and what is added to them begins. */
const ADDITION = /[\s:：,，;；、(（。—–－-]+/gu;
/** With these in what is added, the cell may say something else than its first words do. */
const DOUBT: Partial<Record<Verdict, RegExp>> = {
  correct: /[误错不未否异待×✗]/,
  unverified: /正确|无误|有误|已[核校确完]/,
};

/**
 * The verdict that a list's words mean, with what is added to it: 有误：身份证号错. null when they are not known, and
 * when what is added may say otherwise. Width, case and spaces do not matter.
 */
export function readVerdict(words: string): ReadVerdict | null {
  const whole = BY_WORD.get(plainWords(words));
  if (whole !== undefined) return { verdict: whole, note: '' };
  for (const { index } of words.matchAll(ADDITION)) {
    const verdict = BY_WORD.get(plainWords(words.slice(0, index)));
    if (verdict === undefined) continue;
    const note = words
      .slice(index)
      .replace(/^[\s:：,，;；、。—–－-]+/u, '')
      .trim();
    const other = BY_WORD.get(plainWords(note)) ?? verdict;
    if (other !== verdict) return null;
    if (DOUBT[verdict]?.test(note)) return null;
    return { verdict, note: note.replace(/^[(（](.*)[)）]$/su, '$1') };
  }
  return null;
}

function plainWords(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[—–－]/g, '-')
    .replace(/[()（）。.]/g, '')
    .toLowerCase();
}
