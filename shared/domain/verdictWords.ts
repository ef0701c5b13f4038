import { VERDICTS, type Verdict } from './verificationStatus.ts';
import type { WordMeanings } from './wordMeanings.ts';

/**
 * What lists say of a student's verification, in the words met in notices and in lists that departments send
 * (domain notes §3; no official status list is public, so words that are not here are told, never guessed). The first
 * of each is the word of the field.
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
    '照片制作中',
    '采集中',
    '待上传',
    '制作中',
    '待制作',
    '已拍未上网',
    'photoinproduction',
  ],
  // Not 照片未上传: who says that may have it, or not.
  'photo-missing': ['无照片', '没有照片', '没照片', '照片缺失', '有学籍无照片', 'nophoto'],
};

/** The word by which a verdict is known, as the dictionary keeps it. */
export function verdictWord(verdict: Verdict): string {
  return WORDS[verdict][0]!;
}

export const VERDICT_WORDS: readonly string[] = VERDICTS.map(verdictWord);

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
  'photo-missing': /正确|无误|有误|已/,
};
/** How far a student's account is (the guides: 注册, 激活, 实名绑定), in front of a verdict: 已注册未核对. */
const ACCOUNT_STAGE = /^[已未](?:注册|激活|实名|绑定|实名绑定)(?=[已未])/u;

/**
 * The verdict that a list's words mean, with what is added to it: 有误：身份证号错. null when they are not known, and
 * when what is added may say otherwise. Width, case and spaces do not matter.
 */
export function readVerdict(words: string): ReadVerdict | null {
  const whole = BY_WORD.get(plainWords(words));
  if (whole !== undefined) return { verdict: whole, note: '' };
  const [stage = ''] = ACCOUNT_STAGE.exec(plainWords(words)) ?? [];
  const behind = stage === '' ? undefined : BY_WORD.get(plainWords(words).slice(stage.length));
  if (behind !== undefined) return { verdict: behind, note: stage };
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

/** The same, where the school has said what words mean: then what was written stays, as the note. */
export function readTaughtVerdict(words: string, meanings: WordMeanings): ReadVerdict | null {
  const meant = meanings.find('verdict', words);
  const taught = meant === null ? null : readVerdict(meant);
  return taught === null ? readVerdict(words) : { verdict: taught.verdict, note: words.trim() };
}

function plainWords(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[—–－]/g, '-')
    .replace(/[()（）。.]/g, '')
    .toLowerCase();
}
