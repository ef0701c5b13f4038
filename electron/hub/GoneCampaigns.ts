import type { Entity } from '../changes/change.ts';
import type { Fields, SyncedChange, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import type { HubRows } from './HubRows.ts';
import type { HubTx } from './hubPorts.ts';

/** The campaign that a verdict or a contact is of. */
export function campaignOf(entity: string, { campaign }: Fields): { entity: Entity; id: string }[] {
  const names = (entity === 'event' || entity === 'chaseContact') && typeof campaign === 'string';
  return names ? [{ entity: 'campaign', id: campaign }] : [];
}

/**
 * Campaigns of which the hub knows that they are not there: they were taken back, or it refused them. What would be of
 * them nobody would ever see. One of which it knows nothing at all it lost when it was put back, and gets again from the
 * desk where it was made: what is of that is taken.
 */
export class GoneCampaigns {
  readonly #tx: HubTx;
  readonly #refused = new Map<string, boolean>();

  constructor(tx: HubTx) {
    this.#tx = tx;
  }

  /** Once these rows were read. */
  async load(rows: HubRows, campaigns: readonly string[]): Promise<void> {
    for (const id of new Set(campaigns))
      if (rows.find('campaign', id) === null && !this.#refused.has(id))
        this.#refused.set(id, await this.#wasRefused(id));
  }

  /** Of what was just refused: what waits behind it was read before. */
  refuse(changes: readonly SyncedChange[]): void {
    for (const { entity, id } of changes) if (entity === 'campaign') this.#refused.set(id, true);
  }

  has(rows: HubRows, entity: string, fields: Fields): boolean {
    return campaignOf(entity, fields).some(({ id }) => {
      const row = rows.find('campaign', id);
      return row === null ? this.#refused.get(id) === true : row.fields === null;
    });
  }

  async #wasRefused(id: string): Promise<boolean> {
    const kept = await this.#tx
      .selectFrom('quarantine')
      .select('body')
      .where('body', 'like', '%"campaign"%')
      .where('body', 'like', `%${JSON.stringify(id).replaceAll(/[\\%_]/g, '_')}%`)
      .execute();
    return kept.some(({ body }) => {
      const { changes } = JSON.parse(body) as SyncedMutation;
      return changes.some((change) => change.entity === 'campaign' && change.id === id);
    });
  }
}
