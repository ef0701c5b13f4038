import { IDENTITY_FLAGS } from './verificationStatus.ts';

/** A 人像比对 result in the words of 学信网's remark column (教电〔2021〕128号; domain notes §2.3). */
export type IdentityFlag = keyof typeof IDENTITY_FLAGS;

const FLAGS = Object.keys(IDENTITY_FLAGS) as IdentityFlag[];

/** What a cell of a 人像比对 list says of a student. */
export type FlagSaying =
  | { kind: 'flag'; flag: IdentityFlag }
  /** In words: no objection any more. */
  | { kind: 'passed' }
  /** An empty cell, or a remark about something else: 学信网 leaves BZ blank where there is no objection. */
  | { kind: 'nothing' }
  | { kind: 'unknown' };

/** Short forms under a heading that says what it is about. The words themselves are sourced, these are assumed. */
const SHORT: Readonly<Record<string, IdentityFlag | 'passed'>> = {
  未通过: '身份核验未通过',
  不通过: '身份核验未通过',
  不确定: '身份核验不确定',
  异常: '身份核验异常',
  通过: 'passed',
  已通过: 'passed',
  正常: 'passed',
  一致: 'passed',
  无异议: 'passed',
};
const SUBJECT = /^(?:人像比对|人像核验|身份核验|身份比对|核验|比对)(?:结果)?[:：]?/;
/** What a remark that is about the comparison of portraits cannot do without. */
const ABOUT_IDENTITY = /核验|比对|人像/;

/**
 * Reads what a list says. `ofRemarks`: the column holds remarks of every sort (BZ, 备注), so that one which is not
 * about the comparison says nothing; in a column of its own every word that is not known is told.
 */
export function readIdentityFlag(text: string | null, ofRemarks: boolean): FlagSaying {
  const plain = (text ?? '').normalize('NFKC').replace(/\s+/g, '');
  if (plain === '' || /^[-—–/\\无]+$/.test(plain)) return { kind: 'nothing' };
  const named = FLAGS.filter((flag) => plain.includes(flag));
  if (named.length > 1) return { kind: 'unknown' };
  if (named[0] !== undefined) return { kind: 'flag', flag: named[0] };
  if (ofRemarks && !ABOUT_IDENTITY.test(plain)) return { kind: 'nothing' };
  const short = plain.replace(SUBJECT, '').replace(/[。.]$/, '');
  const meant = Object.hasOwn(SHORT, short) ? SHORT[short]! : null;
  if (meant === null) return { kind: 'unknown' };
  return meant === 'passed' ? { kind: 'passed' } : { kind: 'flag', flag: meant };
}

const SEPARATORS = '[\\s;；,，、。/|]*';

/** A remark with this flag in place of whatever flag it has; null takes it out. Other words of the remark stay. */
export function remarkWithFlag(remark: string | null, flag: IdentityFlag | null): string | null {
  let rest = remark ?? '';
  for (const each of FLAGS) {
    rest = rest
      .replace(new RegExp(`[(（]${each}[)）]`, 'g'), each)
      .replace(new RegExp(`^${SEPARATORS}${each}${SEPARATORS}|${SEPARATORS}${each}${SEPARATORS}$`, 'g'), '')
      .replace(new RegExp(`${SEPARATORS}${each}${SEPARATORS}`, 'g'), '；');
  }
  if (flag === null) return rest === '' ? null : rest;
  return rest === '' ? flag : `${flag}；${rest}`;
}
