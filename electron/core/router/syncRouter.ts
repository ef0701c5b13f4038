import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { deskLetters } from '../../../shared/domain/sheetNumber.ts';
import { type AuditDetail, appendAudit } from '../../audit/appendAudit.ts';
import { deskOrdinal } from '../../db/tables/deskOrdinal.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { isRecoveryKey } from '../../security/isRecoveryKey.ts';
import { forgetHandedOver } from '../../sync/client/handedOver.ts';
import { tellHub } from '../people/tellHub.ts';
import type { Services } from '../services.ts';
import { auditOf, waitingOf } from '../sync/deskHealth.ts';
import { exportDiagnosis } from '../sync/exportDiagnosis.ts';
import { isOwnAddress } from '../sync/hubPlace.ts';
import { leaseOf, renewLease } from '../sync/lease.ts';
import { countConflicts, listConflicts } from '../sync/listConflicts.ts';
import { listIncidents } from '../sync/listIncidents.ts';
import { countRefused, listRefused, listWaiting, seenRefused } from '../sync/listSent.ts';
import { recordStates } from '../sync/recordStates.ts';
import type { SyncKeeper } from '../sync/SyncKeeper.ts';
import { settleConflicts } from '../sync/settleConflicts.ts';
import { seesStudent } from '../sync/studentOf.ts';
import { trafficMark, trafficSince } from '../sync/syncTraffic.ts';
import { type Procedures, stream, streamOf } from './answer.ts';

export function syncRouter({ sync }: Procedures, services: Services, keeper: SyncKeeper) {
  const { db, writes, clock } = services;
  const opened = trafficMark(db);

  const status = (): SyncStatus => {
    const { place, phase, why, trouble, lastOkAt, standing, skewMs, progress, stuckSince } = keeper.state;
    const { waiting, oldestAt } = waitingOf(db);
    return {
      ...{ phase: progress === null ? phase : ('working' as const), why, lastOkAt, progress },
      ...{ waiting, oldestAt, stuckSince, audit: auditOf(db), lease: leaseOf(db, clock.now()) },
      trouble: trouble && { code: trouble.code, params: trouble.params },
      ...{ refused: countRefused(db), conflicts: countConflicts(db) },
      standing: standing && { backupAt: standing.backupAt, twoHubs: standing.twoHubs },
      skewMs,
      hub: place && {
        ...{ address: place.address, fingerprint: place.fingerprint, name: place.name },
        own: place.own ?? null,
        letters: deskLetters(deskOrdinal(db)),
        isHost: isOwnAddress(place.address),
      },
    };
  };

  /** As whom the desk asks which hub. */
  const tieOf = (): AuditDetail => {
    const { place } = keeper.state;
    return place === null ? {} : { name: place.name, address: place.address, device: place.device };
  };

  return {
    status: sync.status.handler(status),
    now: sync.now.handler(async () => {
      await keeper.now();
      return { ...status(), moved: trafficSince(db, opened) };
    }),
    look: sync.look.handler(({ input }) => keeper.look(input.address)),
    join: sync.join.handler(async ({ input }) => {
      await keeper.join(input);
      await tellHub(services, 'hub-joined', tieOf());
      return status();
    }),
    trust: sync.trust.handler(async ({ input }) => {
      await keeper.trust(input);
      await tellHub(services, 'hub-trusted', tieOf());
      return status();
    }),
    rejoin: sync.rejoin.handler(async ({ input }) => {
      await keeper.rejoin(input);
      await tellHub(services, 'hub-rejoined', tieOf());
      return status();
    }),
    unlock: sync.unlock.handler(({ input }) =>
      writes.take(() => {
        const { dataDir, key } = services;
        if (key === null) throw new AppError('KEY_RING', { case: 'missing' });
        if (!isRecoveryKey(dataDir, key, input.recoveryKey))
          throw new AppError('KEY_WRONG', { case: 'recovery' });
        db.transaction(() => {
          renewLease(db, clock.now());
          appendAudit(db, services.auditActor, clock.now(), { action: 'hub-unlocked' });
        });
        services.committed();
        return status();
      }),
    ),
    diagnose: sync.diagnose.handler(({ signal }) =>
      stream(exportDiagnosis(services, status, signal), services),
    ),
    forget: sync.forget.handler(async () => {
      const detail = tieOf();
      await keeper.forget();
      await tellHub(services, 'hub-forgotten', detail);
      return status();
    }),
    waiting: sync.waiting.handler(({ input }) => listWaiting(db, input)),
    refused: sync.refused.handler(({ input }) => listRefused(db, input)),
    noteSeen: sync.noteSeen.handler(({ input }) =>
      writes.take(() => {
        const note = db.write('UPDATE outbox SET seen_at = ? WHERE mid = ?');
        db.transaction(() => {
          for (const mid of seenRefused(db, input.mids)) {
            note.run(clock.now(), mid);
            // Of students whom this desk holds no more nothing is kept longer than until it was looked at.
            forgetHandedOver(db, mid);
          }
        });
        services.committed();
        return status();
      }),
    ),
    incidents: sync.incidents.handler(() => listIncidents(db)),
    conflicts: sync.conflicts.handler(({ input }) => listConflicts(db, input)),
    resolve: sync.resolve.handler(({ input, signal }) =>
      streamOf(services, signal, (running) => writes.take(() => settleConflicts(services, input, running))),
    ),
    ofStudent: sync.ofStudent.handler(({ input }) => {
      const states = recordStates(db);
      return { state: states && (states.get(presentId(db, input.student)) ?? ('registered' as const)) };
    }),
    marks: sync.marks.handler(({ input }) => {
      const states = recordStates(db);
      return input.students.flatMap((student) => {
        const state = states?.get(student);
        return state && seesStudent(db, student) ? [{ student, state }] : [];
      });
    }),
  };
}
