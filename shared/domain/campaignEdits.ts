/** What of a campaign may be edited, one by one. `coverage`: the fields to check, and the photo. */
export const CAMPAIGN_PARTS = ['name', 'deadline', 'population', 'coverage', 'lockRule', 'type'] as const;
export type CampaignPart = (typeof CAMPAIGN_PARTS)[number];

/** What hangs on a campaign: standing verdicts, printed sheets, standing contacts, and whether it is closed. */
export interface CampaignUse {
  verdicts: number;
  sheets: number;
  contacts: number;
  closed: boolean;
}

/**
 * `new`: nothing has gone out and nothing has come back. `running`: students were asked, on paper or by a contact.
 * `gathered`: somebody has verified. `closed`: what had become of everybody is kept.
 */
export type CampaignPhase = 'new' | 'running' | 'gathered' | 'closed';

export function campaignPhase({ verdicts, sheets, contacts, closed }: CampaignUse): CampaignPhase {
  if (closed) return 'closed';
  if (verdicts > 0) return 'gathered';
  return sheets + contacts > 0 ? 'running' : 'new';
}

/**
 * The lock rule of campaigns: what can no longer be edited in a phase. The type says which photo students are asked
 * about, so it stays once they were asked. A verdict keeps the hash of what was verified and falls under the rule that
 * held for the student, so that what is checked and when it locks stay once there is one. Who takes part may still
 * be edited then, as long as nobody drops out who has verified (see droppedByPopulation).
 */
const LOCKED_PARTS: Record<CampaignPhase, readonly CampaignPart[]> = {
  new: [],
  running: ['type'],
  gathered: ['coverage', 'lockRule', 'type'],
  closed: CAMPAIGN_PARTS,
};

export function isPartLocked(part: CampaignPart, use: CampaignUse): boolean {
  return LOCKED_PARTS[campaignPhase(use)].includes(part);
}
