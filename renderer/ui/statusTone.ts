import type { Status } from '../../shared/domain/verificationStatus.ts';

/** The tint of each status: a pair of custom properties, `--<tone>` on `--<tone>-soft`. */
export const STATUS_TONE: Record<Status, string> = {
  'not-verified': 'waiting',
  'verified-open': 'done',
  locked: 'done',
  disputed: 'person',
  'photo-missing': 'photo',
  'photo-in-production': 'photo',
  'identity-failed': 'identity',
  'identity-uncertain': 'identity',
  'identity-abnormal': 'identity',
  'record-not-found': 'person',
  stale: 'stale',
  excluded: 'outside',
};
