import type { AuditAction } from '../../../shared/domain/auditActions.ts';
import { type AuditDetail, appendAudit } from '../../audit/appendAudit.ts';
import type { Services } from '../services.ts';
import type { ChangedGrant } from '../sync/HubHost.ts';

/**
 * Tells the desk's audit what was done to a hub, or to the desk's tie to one: once it is done, because it is done in
 * another database or at another computer. No codes, keys or fingerprints.
 */
export async function tellHub(
  services: Pick<Services, 'db' | 'writes' | 'clock' | 'auditActor'>,
  action: AuditAction,
  detail: AuditDetail = {},
): Promise<void> {
  const by = services.auditActor;
  await services.writes.take(() => appendAudit(services.db, by, services.clock.now(), { action, detail }));
}

/** What a computer might hold and may hold now, for people: names of colleges, `*` for the whole school, '' for nothing. */
export function grantDetail(device: string, { name, before, after }: ChangedGrant): AuditDetail {
  return { name, device, grantBefore: textOf(before), grant: textOf(after) };
}

function textOf(grant: ChangedGrant['after']): string {
  return grant === '*' ? grant : grant.join('、');
}
