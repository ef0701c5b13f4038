import chineseDays from 'chinese-days';
import { type CaptureCode, type CaptureCodeInput, captureCode } from './captureCode.ts';
import type { Status } from './verificationStatus.ts';

/** What somebody who was contacted said, or what became of the contact. */
export const CONTACT_OUTCOMES = [
  'told', // 已通知
  'promised', // 已答应
  'not-registered', // 还没有学信网账号
  'stopped-half-way', // 停在中途, e.g. before the survey
  'says-done', // 说已经核对
  'photographed', // 已拍照
  'no-code', // 没有采集码
  'not-found', // 找不到学籍
  'no-answer', // 联系不上
  'wrong-contact', // 联系方式不对
  'refuses', // 不愿核对
  'other',
] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** Outcomes that say where the student stands; the newest one of these counts until another is said. */
export const STANDING_OUTCOMES = [
  'not-registered',
  'stopped-half-way',
  'says-done',
  'photographed',
  'no-code',
  'not-found',
] as const satisfies ContactOutcome[];
export type StandingOutcome = (typeof STANDING_OUTCOMES)[number];

/** Why a student is not done, by code; each has its next step. */
export const CHASE_REASONS = [
  'not-started', // nothing is known of the account
  'not-registered',
  'stopped-half-way',
  'says-done',
  'photo-go', // may fetch a 采集码 and be photographed
  'code-registration', // no 采集码: 注册状态
  'code-year', // no 采集码: not the year for it
  'code-unknown', // no 采集码: what it depends on is not known here
  'photo-none', // a campaign that is not about the 学历照片
  'photo-waiting',
  'photo-late',
  'record-not-found',
  'disputed',
  'identity',
  'stale',
] as const;
export type ChaseReasonCode = (typeof CHASE_REASONS)[number];

export interface ChaseReason {
  code: ChaseReasonCode;
  /** Fills the gaps of the sentences: dates, words, days. */
  params: Record<string, string>;
}

export interface ChaseInput extends CaptureCodeInput {
  status: Status;
  /** Whether the campaign is about the 学历照片. */
  isAboutGraduationPhoto: boolean;
  /** The newest thing that a contact said of where the student stands, with its day. */
  said: { outcome: StandingOutcome; day: string } | null;
  /** The day (YYYY-MM-DD) of the newest verdict, e.g. of 照片制作中; null: nobody said any. */
  verdictDay: string | null;
  /** Working days that a photo takes from the camera to 学信网. */
  photoWorkingDays: number;
  /** Who takes them; null: not said. */
  photographer: string | null;
}

/**
 * How long a photo takes to show on 学信网: 10 working days (福建 2021, 湖南 2025), 30 days (吉林 2024), 40 working days
 * (2022), by who takes them (domain notes §2.1). So the office sets it; this is what stands until it does.
 */
export const PHOTO_WORKING_DAYS = 10;

/** The day that is so many working days after another, by the State Council's calendar. */
export function workingDayAfter(day: string, count: number): string {
  return chineseDays.findWorkday(count, day);
}

/**
 * Why a student is not done, and thereby what comes next; null: done, or does not take part. From the status first,
 * then from what contacts said, then from what decides about a 采集码. Sources: how far students come and where they stop,
 * domain notes §3 (survey, photo rating and 专业评价 come before the answer counts; 找不到学籍; 有学籍无照片), §2.1 (waiting
 * for the photo), §2.2 (采集码), §2.3 (人像比对), §10 nos. 1 to 4.
 */
export function chaseReason(input: ChaseInput): ChaseReason | null {
  const { status, said } = input;
  switch (status) {
    case 'verified-open':
    case 'locked':
    case 'excluded':
      return null;
    case 'identity-failed':
    case 'identity-uncertain':
    case 'identity-abnormal':
      return say('identity');
    case 'disputed':
      return say('disputed');
    case 'stale':
      return say('stale');
    case 'record-not-found':
      return say('record-not-found');
    case 'photo-in-production':
      return waiting(input.verdictDay ?? input.today, input);
    case 'photo-missing':
      return withoutPhoto(input);
    case 'not-verified':
      if (said === null) return say('not-started');
      if (said.outcome === 'not-found') return say('record-not-found');
      if (said.outcome === 'no-code') return byCode(captureCode(input));
      if (said.outcome === 'photographed') return waiting(said.day, input);
      return say(said.outcome, { day: said.day });
  }
}

/** Who has no photo cannot verify, whatever else was said, unless it is the account that is missing. */
function withoutPhoto(input: ChaseInput): ChaseReason {
  const { said, isAboutGraduationPhoto } = input;
  if (said?.outcome === 'photographed') return waiting(said.day, input);
  if (said?.outcome === 'not-found') return say('record-not-found');
  if (said?.outcome === 'not-registered') return say('not-registered', { day: said.day });
  return isAboutGraduationPhoto ? byCode(captureCode(input)) : say('photo-none');
}

function byCode(code: CaptureCode): ChaseReason {
  switch (code.can) {
    case 'yes':
      return say('photo-go');
    case 'registration':
      return say('code-registration', { registrationStatus: code.registrationStatus });
    case 'year':
      return say('code-year', { year: code.year, ...(code.from === null ? {} : { from: code.from }) });
    case 'unknown':
      return say('code-unknown', { missing: code.missing });
  }
}

/** Being made until the day on which it is due, late from the day after. */
function waiting(since: string, { today, photoWorkingDays, photographer }: ChaseInput): ChaseReason {
  const due = workingDayAfter(since, photoWorkingDays);
  const by: Record<string, string> = photographer === null ? {} : { photographer };
  const params = { since, due, workingDays: String(photoWorkingDays), ...by };
  return say(today > due ? 'photo-late' : 'photo-waiting', params);
}

function say(code: ChaseReasonCode, params: Record<string, string> = {}): ChaseReason {
  return { code, params };
}
