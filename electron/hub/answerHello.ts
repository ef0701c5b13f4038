import type { z } from 'zod';
import { type Asks, type answers, LIMITS, PROTO } from '../sync/protocol/messages.ts';
import type { HubDb } from './hubPorts.ts';

/** Versions, oldest and newest. */
export interface Versions {
  least: number;
  most: number;
}

/**
 * Which version the two speak: the newest that both know. `schema`: of what travels, as this hub takes it (it serves the
 * version before as well). Either upgrade leaves the device working by itself.
 */
export async function answerHello(
  db: HubDb,
  schema: Versions,
  asked: Asks['hello'],
): Promise<z.output<(typeof answers)['hello']>> {
  const proto = common(PROTO, asked.proto);
  if (typeof proto === 'string') return { kind: proto };
  const shared = common(schema, asked.schema);
  if (typeof shared === 'string') return { kind: shared };
  const { hub, instance, epoch } = await db
    .selectFrom('partition')
    .select(['hub', 'instance', 'epoch'])
    .executeTakeFirstOrThrow();
  const { packed, unpacked, mutations, blob } = LIMITS;
  return {
    ...{ kind: 'welcome', proto, schema: shared, hub, instance, epoch },
    limits: { packed, unpacked, mutations, blob },
  };
}

function common(
  own: Versions,
  [least, most]: readonly [number, number],
): number | 'upgradeClient' | 'upgradeHub' {
  if (most < own.least) return 'upgradeClient';
  if (least > own.most) return 'upgradeHub';
  return Math.min(most, own.most);
}
