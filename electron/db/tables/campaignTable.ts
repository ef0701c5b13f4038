import type { FacetField, StudentField } from '../../../shared/domain/studentFields.ts';
import type { CampaignType, LockRule } from '../../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../database.ts';

export interface StoredCampaign {
  id: string;
  name: string;
  type: CampaignType;
  deadline: string;
  lockRule: LockRule;
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
  return db.read<Row>('SELECT * FROM campaign ORDER BY created_at DESC, id DESC').all().map(toCampaign);
}

export function campaignById(db: ReadDb, id: string): StoredCampaign | null {
  const row = db.read<Row>('SELECT * FROM campaign WHERE id = ?').get(id);
  return row ? toCampaign(row) : null;
}

/** The campaign that a question means when it names none: the newest open one, else the newest. */
export function currentCampaign(db: ReadDb): StoredCampaign | null {
  const all = campaigns(db);
  return all.find((campaign) => campaign.closedAt === null) ?? all[0] ?? null;
}

function toCampaign(row: Row): StoredCampaign {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    deadline: row.deadline,
    lockRule: row.lock_rule,
    population: JSON.parse(row.population),
    coveredFields: JSON.parse(row.covered_fields),
    coversPhoto: row.covers_photo === 1,
    createdAt: row.created_at,
    closedAt: row.closed_at,
  };
}
