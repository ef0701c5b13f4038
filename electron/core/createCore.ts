import { mkdirSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { AppError } from '../../shared/domain/errors.ts';
import { officePrincipal } from '../../shared/domain/roles.ts';
import { writeChange } from '../changes/writeChange.ts';
import { damagedOr } from '../db/damagedOr.ts';
import type { WriteDb } from '../db/database.ts';
import { openDatabase } from '../db/openDatabase.ts';
import { hasPeople } from '../db/tables/personTable.ts';
import { takeWriterLock, type WriterLock } from '../db/writerLock.ts';
import { ImportManager } from '../import/ImportManager.ts';
import { openBlobStore } from '../photos/blobStore.ts';
import { showableTiff } from '../photos/showableTiff.ts';
import { sniffImage } from '../photos/sniffImage.ts';
import { openThumbnails } from '../photos/thumbnails.ts';
import { accountKeyFolder } from '../security/accountKeyFolder.ts';
import { StudentIndex } from '../students/StudentIndex.ts';
import { moveToSchema } from '../sync/client/rowSchemaOf.ts';
import type { ErasureOnWire } from '../sync/protocol/erasures.ts';
import { ROW_SCHEMA } from '../sync/rules/rowSchema.ts';
import { BackupKeeper } from './BackupKeeper.ts';
import { forgetPrepared, restoreAskedFor } from './backup/restoreBackup.ts';
import { CounterDesk } from './CounterDesk.ts';
import { chaseLists } from './chaseLists.ts';
import type { Core, CoreOptions } from './core.ts';
import { DataVersion } from './DataVersion.ts';
import { Downloads } from './Downloads.ts';
import { deviceId } from './deviceId.ts';
import { eraseTold } from './erase/eraseTold.ts';
import { Incoming } from './Incoming.ts';
import { requirePerson } from './judgeCall.ts';
import { LookAlikes } from './LookAlikes.ts';
import { mailServices } from './mailServices.ts';
import { maySeePhoto } from './maySeePhoto.ts';
import { PhotoWall } from './PhotoWall.ts';
import { auditActor, programActor } from './people/auditActor.ts';
import { auditCall } from './people/auditCall.ts';
import { SignIn } from './people/SignIn.ts';
import { refuseMissing } from './refuseMissing.ts';
import { adminRouter } from './router/adminRouter.ts';
import { procedures } from './router/answer.ts';
import { auditRouter } from './router/auditRouter.ts';
import { backupsRouter } from './router/backupsRouter.ts';
import { batchesRouter } from './router/batchesRouter.ts';
import { bundlesRouter } from './router/bundlesRouter.ts';
import { campaignsRouter } from './router/campaignsRouter.ts';
import { caseDayRouter } from './router/caseDayRouter.ts';
import { caseEvidenceRouter } from './router/caseEvidenceRouter.ts';
import { caseOutputsRouter } from './router/caseOutputsRouter.ts';
import { caseRulesRouter } from './router/caseRulesRouter.ts';
import { casesRouter } from './router/casesRouter.ts';
import { caseWorkRouter } from './router/caseWorkRouter.ts';
import { charactersRouter } from './router/charactersRouter.ts';
import { chaseRouter } from './router/chaseRouter.ts';
import { contactsRouter } from './router/contactsRouter.ts';
import { counterRouter } from './router/counterRouter.ts';
import { counterWindowRouter } from './router/counterWindowRouter.ts';
import { guidesRouter } from './router/guidesRouter.ts';
import { hubRouter } from './router/hubRouter.ts';
import { importsRouter } from './router/importsRouter.ts';
import { keysRouter } from './router/keysRouter.ts';
import { mailRouter } from './router/mailRouter.ts';
import { peopleRouter } from './router/peopleRouter.ts';
import { photosRouter } from './router/photosRouter.ts';
import { privacyRouter } from './router/privacyRouter.ts';
import { reconcileRouter } from './router/reconcileRouter.ts';
import { reportsRouter } from './router/reportsRouter.ts';
import { sheetsRouter } from './router/sheetsRouter.ts';
import { studentsRouter } from './router/studentsRouter.ts';
import { syncRouter } from './router/syncRouter.ts';
import { timetableRouter } from './router/timetableRouter.ts';
import { updatesRouter } from './router/updatesRouter.ts';
import { wordsRouter } from './router/wordsRouter.ts';
import { SeenBatches } from './SeenBatches.ts';
import { actAs, actingScope, actingSession, OpenSession } from './Session.ts';
import type { Services } from './services.ts';
import { BundleDesk } from './sync/BundleDesk.ts';
import { DeskSharing } from './sync/DeskSharing.ts';
import { HostedHub } from './sync/HostedHub.ts';
import { noteTime, requireLease } from './sync/lease.ts';
import { SyncKeeper } from './sync/SyncKeeper.ts';
import { systemTimes } from './sync/systemTimes.ts';
import { Turns } from './Turns.ts';
import { warmCounts } from './warmCounts.ts';

/**
 * Opens a data folder and answers for it. Errors: STORE_IN_USE (another process has it), STORE_NEWER,
 * STORE_DAMAGED.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataDir, key, clock, ids } = options;
  mkdirSync(dataDir, { recursive: true });
  const lock = takeWriterLock(dataDir);
  let db: WriteDb | null = null;
  try {
    await restoreAskedFor(dataDir, key, clock);
    await refuseMissing(dataDir);
    db = openDatabase(dataDir, key);
    return await startCore(options, { db, lock, device: deviceId(db, ids) });
  } catch (error) {
    // What is damaged may first be met by whatever the core reads to begin with.
    db?.raw.close();
    lock.release();
    throw damagedOr(error);
  }
}

interface OpenedStore {
  db: WriteDb;
  lock: WriterLock;
  device: string;
}

async function startCore(options: CoreOptions, { db, lock, device }: OpenedStore): Promise<Core> {
  const { dataDir, key, clock, ids, log, actor } = options;
  let closing: Promise<void> | null = null;
  let isDamaged = false;
  const dataVersion = new DataVersion();
  const writes = new Turns();
  const index = new StudentIndex(
    db,
    () => clock.now(),
    () => {
      // After the answers that wait for the image, and never in the way of a commit.
      setImmediate(() => {
        if (closing) return;
        writes.take(() => index.keep(db)).catch((error: unknown) => log.error('image-not-kept', error));
      });
    },
    actingScope,
  );
  // From the first person on windows ask who it is.
  let asksWho = hasPeople(db);
  const changed = () => queueMicrotask(() => dataVersion.grow());
  const committed = () => {
    changed();
    sync.noticed();
  };
  const services: Services = {
    db,
    index,
    clock,
    ids,
    log,
    get actor() {
      return actingSession()?.principal()?.name ?? actor;
    },
    get auditActor() {
      const session = actingSession();
      return session ? auditActor(session) : programActor(actor);
    },
    heed: (session) => signIn.heed(session),
    requireLease: (call) => requireLease(db, clock.now(), call),
    heard: (call) => writes.take(() => auditCall(services, call)),
    keepDemoFiles: options.keepDemoFiles ?? null,
    device,
    dataDir,
    accountKeys: accountKeyFolder(),
    keyStore: options.keyStore ?? 'none',
    key,
    downloads: new Downloads(dataDir, ids),
    incoming: new Incoming(dataDir, ids),
    blobs: openBlobStore(dataDir, key),
    imports: new ImportManager({ dataDir, key }),
    backups: new BackupKeeper(
      { dataDir, key, db, clock, ids, log, changed: () => committed() },
      options.backsUp ?? null,
    ),
    reopen: options.onReopen ?? (() => undefined),
    damaged() {
      if (isDamaged) return;
      isDamaged = true;
      log.info('store-damaged');
      // After this answer has left.
      setImmediate(() => options.onDamaged?.());
    },
    writes,
    dataVersion,
    committed,
    commit(name, args, batch = null) {
      writeChange(db, name, args, {
        device,
        actor: services.actor,
        at: clock.now(),
        batch,
        by: services.auditActor,
      });
      if (batch !== null) actingSession()?.made(batch);
      if (name === 'people.save') asksWho = hasPeople(db);
      committed();
    },
  };
  const forgetting = {
    erase: (numbers: number[], erasure: ErasureOnWire) => eraseTold(services, numbers, erasure),
    purged: () => index.forget(),
  };
  const bundleDesk = new BundleDesk({ db, clock, writes, blobs: services.blobs, changed, ...forgetting });
  const sharing = new DeskSharing({ desk: bundleDesk, db, writes, clock, log, changed });
  moveToSchema(db, ROW_SCHEMA);
  noteTime(db, clock.now());
  const sync = new SyncKeeper(
    {
      ...{ db, dataDir, key, clock, log, writes, blobs: services.blobs, times: systemTimes, changed },
      ...forgetting,
      unreached: (signal) => sharing.unreached(signal),
      reached: () => sharing.reached(),
    },
    options.hubDoor ?? null,
  );
  const hosted = options.hubHost
    ? new HostedHub({
        ...{ db, writes, log, keeper: sync, actor: () => services.actor },
        host: options.hubHost({ dataDir, clock, log, times: systemTimes, changed }),
      })
    : null;
  const signIn = new SignIn(services);
  const alike = new LookAlikes(services);
  const seenBatches = new SeenBatches(services);
  const wall = new PhotoWall(services, alike);
  const lists = chaseLists(services);
  const mail = mailServices(services);
  await mail.queue.logSent();
  if (options.sendsMail) mail.queue.run();
  const counter = new CounterDesk(services);
  const build = procedures(services);
  const router = build.router({
    admin: adminRouter(build, services),
    backups: backupsRouter(build, services),
    audit: auditRouter(build, services),
    batches: batchesRouter(build, services),
    bundles: bundlesRouter(build, services, bundleDesk, sharing),
    campaigns: campaignsRouter(build, services, wall),
    caseEvidence: caseEvidenceRouter(build, services),
    caseDay: caseDayRouter(build, services),
    caseOutputs: caseOutputsRouter(build, services),
    caseRules: caseRulesRouter(build, services),
    cases: casesRouter(build, services),
    caseWork: caseWorkRouter(build, services),
    characters: charactersRouter(build),
    chase: chaseRouter(build, services, lists),
    contacts: contactsRouter(build, services),
    counter: counterRouter(build, services, counter),
    guides: guidesRouter(build, services),
    hub: hubRouter(build, services, hosted, sync),
    imports: importsRouter(build, services, seenBatches),
    keys: keysRouter(build, services),
    mail: mailRouter(build, services, lists, mail),
    people: peopleRouter(build, services, signIn),
    photos: photosRouter(build, services, { alike, wall }),
    privacy: privacyRouter(build, services),
    reconcile: reconcileRouter(build, services),
    reports: reportsRouter(build, services, wall),
    sheets: sheetsRouter(build, services),
    students: studentsRouter(build, services),
    sync: syncRouter(build, services, sync),
    timetable: timetableRouter(build, services),
    updates: updatesRouter(build, services),
    words: wordsRouter(build, services),
  });

  const thumbnails = openThumbnails(dataDir, key, services.blobs);
  if (options.backsUp === 'by-plan') services.backups.follow();
  if (options.syncs) {
    sync.follow();
    hosted?.follow();
  }
  const warming = options.warms ? warmCounts(services) : null;
  const close = async () => {
    await warming;
    await sync.close();
    await hosted?.close();
    await services.backups.close();
    forgetPrepared(dataDir);
    counter.close();
    dataVersion.close();
    await mail.queue.close();
    await services.imports.close();
    services.downloads.clear();
    services.incoming.clear();
    try {
      // Whatever writes now has its turn before the store closes.
      await services.writes.take(() => index.keep(db));
      db.raw.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // What can't be kept is made anew from the log; a store that is damaged, or whose disk is full, is let go all the same.
      const known = damagedOr(error);
      if (!(known instanceof AppError)) throw error;
      log.info('not-kept-at-close', { code: known.code });
    }
    db.raw.close();
    lock.release();
    log.info('core-closed');
  };

  const readPhoto: Core['readPhoto'] = async (hash, size) => {
    const small = size === 'thumbnail' ? await thumbnails.read(hash) : null;
    const bytes = small ?? (await services.blobs.read(hash));
    if (bytes === null) return null;
    const kind = sniffImage(bytes) ?? 'jpeg';
    return kind === 'tiff'
      ? { mime: 'image/png', bytes: await showableTiff(bytes) }
      : { mime: `image/${kind}`, bytes };
  };

  const office = () => (asksWho ? null : officePrincipal(actor));
  const openSession: Core['openSession'] = ({ as } = {}) => {
    const session = new OpenSession(ids.next(), as === undefined ? office : () => as);
    const context = { session };
    return {
      context,
      client: createRouterClient(router, { context }),
      async receiveFile({ name }, body) {
        requirePerson(session);
        return { file: await actAs(session, () => services.incoming.receive(name, body)) };
      },
      async offerPath(path) {
        requirePerson(session);
        return { file: actAs(session, () => services.incoming.offer(path)) };
      },
      async readPhoto(hash, size) {
        return maySeePhoto(db, session, hash) ? readPhoto(hash, size) : null;
      },
      async readDownload(download) {
        const isOpen = session.principal() !== null && !session.held;
        return isOpen ? actAs(session, () => services.downloads.find(download)) : null;
      },
    };
  };

  return {
    ...openSession(),
    router,
    openSession,
    async readShownPhoto(hash) {
      return counter.shows(hash) ? readPhoto(hash, 'full') : null;
    },
    counter: {
      router: counterWindowRouter(services, counter),
      redeem: (token) => counter.redeem(token),
      isOpen: (pass) => counter.isOpen(pass),
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
