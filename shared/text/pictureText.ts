import type { ChaseReasonCode } from '../domain/chaseReason.ts';
import type { ContactWay } from '../domain/chaseStanding.ts';
import type { PictureKind } from '../domain/pictureKinds.ts';
import type { StatusGroup } from '../domain/statusGroups.ts';
import type { pictures as picturesEn } from './en/pictures.ts';
import type { pictures } from './zh/pictures.ts';

/** The words in pictures of figures. */
export interface PictureText {
  group(group: StatusGroup): string;
  reason(code: ChaseReasonCode): string;
  way(way: ContactWay): string;
  /** A part of a picture: whose, of what (may be empty), how many. */
  bar(part: { name: string; group: string; count: number }): string;
  field(part: { name: string; missing: number; expected: number }): string;
  round(part: { name: string; students: number; within: number; days: number }): string;
  doneWithin(days: number): string;
  readonly title: Record<PictureKind, string>;
  readonly late: string;
  readonly none: string;
  readonly nobodyMissing: string;
  readonly doneLater: string;
  readonly notDone: string;
  readonly column: Record<keyof typeof pictures.column, string>;
  readonly trend: Record<keyof typeof pictures.trend, string>;
}

type Say = (key: string, options?: Record<string, string | number>) => string;

export function pictureText(
  words: typeof pictures | typeof picturesEn,
  chase: { name: Record<ChaseReasonCode, string>; way: Record<ContactWay, string> },
  say: Say,
): PictureText {
  return {
    ...words,
    group: (group) => words.group[group],
    reason: (code) => chase.name[code],
    way: (way) => chase.way[way],
    bar: (part) => say('pictures.bar', part),
    field: (part) => say('pictures.field', part),
    round: (part) => say('pictures.round', part),
    doneWithin: (days) => say('pictures.doneWithin', { days }),
  };
}
