import { z } from 'zod';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';

/** What the office may write anew: a kind of case, or a province's profile of rules. */
export const RULE_KINDS = ['type', 'profile'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

const SETTING_OF: Record<RuleKind, string> = { type: 'case-type:', profile: 'correction-profile:' };

const version = z.object({
  /** Epoch ms. */
  at: z.number(),
  actor: z.string(),
  /** Why. */
  note: z.string(),
  /** Null: from then on the program's own wording again, or nothing where the program has none. */
  data: z.unknown(),
});
export type RuleVersion = z.output<typeof version>;

/** The key of the setting in which every version that the office ever saved is kept, the newest last. */
export function ruleSetting(kind: RuleKind, id: string): string {
  return SETTING_OF[kind] + id;
}

export function ruleVersions(db: ReadDb, kind: RuleKind, id: string): RuleVersion[] {
  const row = storedSetting(db, ruleSetting(kind, id));
  return row === null ? [] : version.array().parse(JSON.parse(row.value));
}

/** Ids of what the office has ever written of a kind, in their order. */
export function writtenRules(db: ReadDb, kind: RuleKind): string[] {
  const prefix = SETTING_OF[kind];
  return db
    .read<{ key: string }>('SELECT key FROM setting WHERE substr(key, 1, ?) = ? ORDER BY key')
    .all(prefix.length, prefix)
    .map(({ key }) => key.slice(prefix.length));
}
