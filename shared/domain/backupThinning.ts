/** Why a backup was made: by the plan, by hand, or before something that changes very much. */
export const BACKUP_REASONS = ['planned', 'manual', 'before-import', 'before-undo'] as const;
export type BackupReason = (typeof BACKUP_REASONS)[number];

/** How many backups are kept of each kind. */
export interface BackupsKept {
  /** Of so many days the last one of the day. */
  daily: number;
  /** Of so many weeks, Monday to Sunday, the last one of the week. */
  weekly: number;
  /** The newest of those made by hand or before something. */
  before: number;
}

interface Dated {
  /** Epoch ms. */
  at: number;
  reason: BackupReason;
}

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday: so many days before it, a week began. */
const DAYS_AFTER_MONDAY = 3;

/**
 * The backups that are no longer needed. `zoneMs`: what local time is ahead of UTC, so that a day is the office's. The
 * newest of all is never among them, whatever was asked to be kept.
 */
export function superfluousBackups<One extends Dated>(
  backups: readonly One[],
  kept: BackupsKept,
  zoneMs: number,
): One[] {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at);
  const needed = new Set(newestFirst.slice(0, 1));
  const regular = newestFirst.filter(({ reason }) => reason === 'planned' || reason === 'manual');
  const day = ({ at }: One) => Math.floor((at + zoneMs) / DAY_MS);
  const week = (one: One) => Math.floor((day(one) + DAYS_AFTER_MONDAY) / 7);
  for (const one of newestOfEach(regular, day, kept.daily)) needed.add(one);
  for (const one of newestOfEach(regular, week, kept.weekly)) needed.add(one);
  const before = newestFirst.filter(({ reason }) => reason !== 'planned');
  for (const one of before.slice(0, kept.before)) needed.add(one);
  return newestFirst.filter((one) => !needed.has(one));
}

/** The first of each of the first `count` spans of what is sorted from new to old. */
function newestOfEach<One>(sorted: readonly One[], span: (one: One) => number, count: number): One[] {
  const spans = new Map<number, One>();
  for (const one of sorted) if (!spans.has(span(one))) spans.set(span(one), one);
  return [...spans.values()].slice(0, count);
}

/** Copies that were put aside (before a restore or a change of schema, or damaged) stay at least so many days. */
export const COPIES_STAY_DAYS = 30;

/**
 * Of the copies that were put aside, those that are no longer needed: beyond the newest `keep`, and older than
 * COPIES_STAY_DAYS. `goodAt`: when the newest whole backup was made; without one, or where it is older than a copy,
 * nothing goes.
 */
export function superfluousCopies<One extends { at: number }>(
  copies: readonly One[],
  { keep, now, goodAt }: { keep: number; now: number; goodAt: number | null },
): One[] {
  if (goodAt === null) return [];
  return [...copies]
    .sort((a, b) => b.at - a.at)
    .slice(keep)
    .filter(({ at }) => at < now - COPIES_STAY_DAYS * DAY_MS && at < goodAt);
}
