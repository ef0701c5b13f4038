/**
 * The headline status of a student in a campaign, and why. Status is never stored by hand: it is derived
 * from what is known (domain notes §3, "Wanted statuses for our tracker"; design §4).
 */
export const STATUSES = [
  'not-verified', // 未核对
  'verified-open', // 已核对-可改: inside the window in which the student may still change it
  'locked', // 已锁定
  'disputed', // 有误
  'photo-missing', // 无照片
  'photo-in-production', // 照片制作中
  'identity-failed', // 身份核验未通过
  'identity-uncertain', // 身份核验不确定
  'identity-abnormal', // 身份核验异常
  'record-not-found', // 找不到学籍
  'stale', // 失效需重核
  'excluded', // 不参加
] as const;
export type Status = (typeof STATUSES)[number];

/** Statuses of students who have verified, whether or not they may still change it. */
export const VERIFIED_STATUSES = ['verified-open', 'locked'] as const satisfies readonly Status[];

export function countVerified(statuses: Partial<Record<Status, number>>): number {
  return VERIFIED_STATUSES.reduce((sum, status) => sum + (statuses[status] ?? 0), 0);
}

/** Whether nothing is awaited of a student any more, or never was. */
export function isSettled(status: Status): boolean {
  return status === 'excluded' || (VERIFIED_STATUSES as readonly Status[]).includes(status);
}

/**
 * Statuses of students who have not verified yet, and for whom something has to be done before they can: not `disputed`,
 * who have looked and found something wrong, although that is not settled either.
 */
export const UNDONE_STATUSES = [
  'not-verified',
  'photo-missing',
  'photo-in-production',
  'identity-failed',
  'identity-uncertain',
  'identity-abnormal',
  'record-not-found',
  'stale',
] as const satisfies readonly Status[];

/** Why: a code with a sentence in shared/text; `params` fill its gaps. */
export const STATUS_REASONS = [
  'nothing-known',
  'said-unverified',
  'confirmed-window-open',
  'confirmed-window-over',
  'confirmed-single-submission',
  'said-wrong',
  'no-graduation-photo',
  'no-photo-at-all',
  'photo-being-made',
  'identity-flag',
  'said-not-found',
  'said-no-photo',
  'record-changed-since',
  'photo-changed-since',
  'registration-status',
  'not-in-campaign',
] as const;
export type StatusReasonCode = (typeof STATUS_REASONS)[number];
export interface StatusReason {
  code: StatusReasonCode;
  params: Record<string, string>;
}

/** What somebody said of a student's verification: the meaning of the words in a status list or of a click. */
export const VERDICTS = [
  'correct',
  'wrong',
  'unverified',
  'not-found',
  'photo-in-production',
  'photo-missing',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Where a verdict came from (domain notes §3: no public status list exists, so all of these are used). */
export const EVENT_SOURCES = ['status-list', 'class-sheet', 'staff', 'counter'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

export const CAMPAIGN_TYPES = ['graduation-photo', 'enrolled-record', 'new-student'] as const;
export type CampaignType = (typeof CAMPAIGN_TYPES)[number];

/** `24h`: may be changed for 24 hours after confirming. `single`: one submission, final at once. */
export const LOCK_RULES = ['24h', 'single'] as const;
export type LockRule = (typeof LOCK_RULES)[number];
export const LOCK_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Registration statuses whose students do not take part (domain notes §1.6). */
export const EXCLUDED_REGISTRATION_STATUSES: readonly string[] = [
  '休学',
  '保留学籍',
  '退学',
  '注销学籍',
  '放弃入学资格',
  '保留入学资格',
  '取消入学资格',
  '延期毕业',
];

/** The 人像比对 results that 学信网 writes into BZ (教电〔2021〕128号; domain notes §2.3). */
export const IDENTITY_FLAGS = {
  身份核验未通过: 'identity-failed',
  身份核验不确定: 'identity-uncertain',
  身份核验异常: 'identity-abnormal',
} as const satisfies Record<string, Status>;

export interface StatusInput {
  registrationStatus: string | null;
  remark: string | null;
  hasAdmissionPhoto: boolean;
  hasGraduationPhoto: boolean;
  campaignType: CampaignType;
  lockRule: LockRule;
  /** The newest verdict in this campaign, or null. */
  verdict: Verdict | null;
  /** When the student confirmed (or, unknown, when we learned it), epoch ms. */
  verdictAt: number | null;
  /** Whether the covered fields, and the photo, are still what was verified. */
  fieldsUnchanged: boolean;
  photoUnchanged: boolean;
  /** Epoch ms. */
  now: number;
}

/** The 人像比对 result that a remark carries, or null. */
export function identityFlagOf(remark: string | null): { flag: string; status: Status } | null {
  if (remark === null) return null;
  for (const [flag, status] of Object.entries(IDENTITY_FLAGS)) {
    if (remark.includes(flag)) return { flag, status };
  }
  return null;
}

/**
 * The first of these that applies: does not take part → identity review → a verdict that no longer covers
 * what is held (stale) → the verdict itself → what hinders the student (no photo) → not verified.
 */
export function deriveStatus(input: StatusInput): { status: Status; reason: StatusReason } {
  const say = (status: Status, code: StatusReasonCode, params: Record<string, string> = {}) => ({
    status,
    reason: { code, params },
  });
  const { registrationStatus, verdict } = input;
  if (registrationStatus !== null && EXCLUDED_REGISTRATION_STATUSES.includes(registrationStatus)) {
    return say('excluded', 'registration-status', { value: registrationStatus });
  }
  const identity = identityFlagOf(input.remark);
  if (identity) return say(identity.status, 'identity-flag', { value: identity.flag });
  if (verdict === 'correct' || verdict === 'wrong') {
    if (!input.fieldsUnchanged) return say('stale', 'record-changed-since');
    if (!input.photoUnchanged) return say('stale', 'photo-changed-since');
  }
  if (verdict === 'wrong') return say('disputed', 'said-wrong');
  if (verdict === 'correct') {
    if (input.lockRule === 'single') return say('locked', 'confirmed-single-submission');
    const open = input.verdictAt !== null && input.now < input.verdictAt + LOCK_WINDOW_MS;
    return open ? say('verified-open', 'confirmed-window-open') : say('locked', 'confirmed-window-over');
  }
  if (verdict === 'not-found') return say('record-not-found', 'said-not-found');
  if (verdict === 'photo-in-production') return say('photo-in-production', 'photo-being-made');
  // Until a photo comes.
  if (verdict === 'photo-missing' && input.photoUnchanged) return say('photo-missing', 'said-no-photo');
  if (input.campaignType === 'graduation-photo' && !input.hasGraduationPhoto) {
    return say('photo-missing', 'no-graduation-photo');
  }
  if (input.campaignType === 'new-student' && !input.hasAdmissionPhoto && !input.hasGraduationPhoto) {
    return say('photo-missing', 'no-photo-at-all');
  }
  return say('not-verified', verdict === 'unverified' ? 'said-unverified' : 'nothing-known');
}
