import type { HubState } from '../../../shared/contract/hub.ts';
import { deskLetters } from '../../../shared/domain/sheetNumber.ts';
import { readNote } from '../hubNotes.ts';
import { type Grant, grantOf, type HubDb } from '../hubPorts.ts';
import { hubStatus } from '../hubStatus.ts';
import { leaseDaysOf } from '../lease.ts';
import { hubPlan } from './hubPlan.ts';
import { shareOf } from './hubShare.ts';

/** What a page shows of a hub's database. `here`: the device of this computer's own desk. */
export async function hubContent(
  db: HubDb,
  planDir: string,
  here: string | null,
): Promise<Omit<NonNullable<HubState['content']>, 'opensBy'>> {
  const status = await hubStatus(db);
  const twin = await readNote(db, 'twin');
  const purges = (await readNote(db, 'purges')) ?? {};
  const { folder, besideData } = hubPlan(planDir);
  const { seq, backup, openConflicts, quarantined, unconfirmedPurges } = status;
  const rank = { enrolling: 0, active: 1, revoked: 2 };
  return {
    ...{ entries: seq, conflicts: openConflicts, quarantined, unconfirmedPurges },
    backup: backup && { at: backup.at, behind: seq - backup.seq, files: backup.files ?? null },
    backupFailed: await readNote(db, 'backupFailed'),
    ...{
      backupFolder: folder,
      besideData,
      twoHubs: status.devices.filter(({ id }) => twin?.devices.includes(id)).map(({ name }) => name),
    },
    ...{ leaseDays: await leaseDaysOf(db), share: await shareOf(db) },
    devices: status.devices
      .map(({ scope, outbox, grantVersion: _, lastMid: __, ordinal, ...device }) => ({
        ...device,
        ...{ grant: plain(grantOf(scope)), isHere: device.id === here, waiting: outbox?.depth ?? null },
        ...{ letters: deskLetters(ordinal), oldestAt: outbox?.oldestAt ?? null },
        purged: purges[device.id] ?? null,
      }))
      .sort((a, b) => rank[a.state] - rank[b.state]),
  };
}

function plain(grant: Grant): '*' | string[] {
  return grant === '*' ? '*' : [...grant];
}
