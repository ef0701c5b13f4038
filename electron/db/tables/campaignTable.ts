import type { FacetField, StudentField } from '../../../shared/domain/studentFields.ts';
import type { CampaignType, LockRule } from '../../../shared/domain/verificationStatus.ts';
import type { WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import type { ReadDb } from '../database.ts';
import { wordMeanings } from './wordTable.ts';

export interface StoredCampaign {
  id: string;
  name: string;
  type: CampaignType;
  deadline: string;
  lockRule: LockRule;
  /** In words as they are meant now: who chose a college chose all that it is called. */
  population: Partial<Record<FacetField, string[]>>;
  coveredFields: StudentField[];
  coversPhoto: boolean;
  createdAt: number;
  closedAt: number | null;
}

interface Row {
  id: string;
  name: string;
  type: CampaignType;
  deadline: string;
  lock_rule: LockRule;
  population: string;
  covered_fields: string;
  covers_photo: number;
  created_at: number;
  closed_at: number | null;
}

/** Newest first. */
export function campaigns(db: ReadDb): StoredCampaign[] {
  const meanings = wordMeanings(db);
  return db
    .read<Row>('SELECT * FROM campaign ORDER BY created_at DESC, id DESC')
    .all()
    .map((row) => toCampaign(row, meanings));
}

export function campaignById(db: ReadDb, id: string): StoredCampaign | null {
  const row = db.read<Row>('SELECT * FROM campaign WHERE id = ?').get(id);
  return row ? toCampaign(row, wordMeanings(db)) : null;
}

function toCampaign(row: Row, meanings: WordMeanings): StoredCampaign {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    deadline: row.deadline,
    lockRule: row.lock_rule,
    population: meantPopulation(JSON.parse(row.population), meanings),
    coveredFields: JSON.parse(row.covered_fields),
    coversPhoto: row.covers_photo === 1,
    createdAt: row.created_at,
    closedAt: row.closed_at,
  };
}

/** Who takes part, in words as they are meant now. */
export function meantPopulation(
  population: StoredCampaign['population'],
  meanings: WordMeanings,
): StoredCampaign['population'] {
  if (meanings.isEmpty) return population;
  return Object.fromEntries(
    Object.entries(population).map(([field, values]) => [
      field,
      [...new Set(values.map((value) => meanings.of(field, value)))],
    ]),
  );
}
