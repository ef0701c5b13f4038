import type { DeskReport } from '../sync/protocol/deskReport.ts';
import { type FenceState, fenceState } from './fence.ts';
import type { DeviceAct, HubAct } from './hubAct.ts';
import { newestActs } from './hubActs.ts';
import { type HubNotes, readNote } from './hubNotes.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import type { ProcessCounts } from './processCounts.ts';
import { readAtOnce } from './readAtOnce.ts';

const SHOWN_ACTS = 20;

export interface DeviceStatus {
  id: string;
  name: string;
  state: 'enrolling' | 'active' | 'revoked';
  /** JSON: '*' or the colleges. */
  scope: string;
  grantVersion: number;
  /** Entries of the log that it has not seen yet. */
  lag: number;
  /** Epoch ms; null: it was never there. */
  seenAt: number | null;
  lastMid: number;
  /** As it said itself when it was last there; null: it never said. */
  outbox: { depth: number; oldestAt: number | null } | null;
  clockSkewMs: number | null;
  appVersion: string | null;
  schemaVersion: number | null;
  /** Which of the devices it is: part of the numbers that it gives. Null: it never asked. */
  ordinal: number | null;
  /** What it last said of itself besides, and when; null: it never did. */
  report: ({ at: number } & Omit<DeskReport, 'waiting' | 'oldestAt'>) | null;
  /** It was allowed less since, and has not said that the rest is gone. */
  owesPurge: boolean;
}

export interface HubStatus {
  hub: string;
  instance: string;
  epoch: string;
  /** The last entry of the log. */
  seq: number;
  /** The last entry that a verified backup holds. */
  durableSeq: number;
  /** Null: there is none at all. */
  backup: HubNotes['backup'] | null;
  /** When it last found that it was put back, where its log ended then, and up to where devices show that it went before. Null: never. */
  rewound: Omit<HubNotes['rewound'], 'epochs'> | null;
  /** What its processes did since they began, the newest first; as they noted it last, about once a minute. */
  processes: ProcessCounts[];
  /** Null: never yet. */
  chores: HubNotes['chores'] | null;
  /** Up to where the log is compacted: whoever is behind begins anew. */
  horizon: number;
  devices: DeviceStatus[];
  /** What people did at it last, newest first. */
  acts: (HubAct | DeviceAct)[];
  openConflicts: number;
  quarantined: number;
  unconfirmedPurges: number;
  /** Whether the database itself keeps from devices what is outside their grants. */
  fence: FenceState;
}

/** How a hub stands, of one moment. No personal data: names are those of devices. */
export function hubStatus(db: HubDb): Promise<HubStatus> {
  return readAtOnce(db, async (tx) => {
    const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    const seq = Number(partition.head_seq);
    const devices = await devicesOf(tx, seq);
    return {
      ...{ hub: partition.hub, instance: partition.instance, epoch: partition.epoch, seq },
      durableSeq: Number(partition.durable_seq),
      backup: await readNote(tx, 'backup'),
      rewound: await rewoundOf(tx),
      processes: Object.values((await readNote(tx, 'counts')) ?? {}).sort((one, other) => other.at - one.at),
      chores: await readNote(tx, 'chores'),
      horizon: (await readNote(tx, 'horizon')) ?? 0,
      devices,
      acts: await newestActs(tx, SHOWN_ACTS),
      openConflicts: await openConflicts(tx),
      quarantined: await countOf(tx.selectFrom('quarantine').select(({ fn }) => fn.countAll().as('count'))),
      fence: await fenceState(tx),
      unconfirmedPurges: devices.filter(({ owesPurge }) => owesPurge).length,
    };
  });
}

async function rewoundOf(tx: HubTx): Promise<HubStatus['rewound']> {
  const note = await readNote(tx, 'rewound');
  return note && { at: note.at, had: note.had, upTo: note.upTo };
}

async function devicesOf(tx: HubTx, head: number): Promise<DeviceStatus[]> {
  const devices = await tx.selectFrom('device').selectAll().orderBy('name').orderBy('id').execute();
  return devices.map((device) => ({
    ...{ id: device.id, name: device.name, state: device.state, scope: device.scope },
    grantVersion: Number(device.grant_version),
    lag: head - Number(device.seen_seq),
    seenAt: numberOf(device.seen_at),
    lastMid: Number(device.last_mid),
    outbox:
      device.outbox_depth === null
        ? null
        : { depth: Number(device.outbox_depth), oldestAt: numberOf(device.outbox_oldest_at) },
    clockSkewMs: numberOf(device.clock_skew_ms),
    appVersion: device.app_version,
    schemaVersion: numberOf(device.schema_version),
    ordinal: numberOf(device.ordinal),
    report: device.report === null ? null : (JSON.parse(device.report) as DeviceStatus['report']),
    // The first grant takes nothing away.
    owesPurge:
      Number(device.grant_version) > 1 && Number(device.purged_version ?? 0) < Number(device.grant_version),
  }));
}

function openConflicts(tx: HubTx): Promise<number> {
  return countOf(
    tx
      .selectFrom('row')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('entity', '=', 'conflict')
      .where('fields', 'like', '%"state":"open"%'),
  );
}

async function countOf(question: {
  executeTakeFirstOrThrow(): Promise<{ count: string | number | bigint }>;
}): Promise<number> {
  return Number((await question.executeTakeFirstOrThrow()).count);
}

function numberOf(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}
