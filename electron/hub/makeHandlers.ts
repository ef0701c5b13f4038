import type { KeyObject } from 'node:crypto';
import type { HubHandlers } from '../sync/net/hubHandlers.ts';
import type { RowSchemas } from '../sync/rules/RowSchemas.ts';
import { answerHello } from './answerHello.ts';
import { answerStanding } from './answerStanding.ts';
import { publicBundleKey } from './bundles/bundleKey.ts';
import type { DeviceDoor } from './enrolment/DeviceDoor.ts';
import { requestEnrolment } from './enrolment/requestEnrolment.ts';
import { exchangeErasures } from './erasures/exchangeErasures.ts';
import { exchangeSecrets } from './exchangeSecrets.ts';
import type { HeadWatch } from './HeadWatch.ts';
import type { HubCounts } from './HubCounts.ts';
import { handleAudit } from './handleAudit.ts';
import { handleImage } from './handleImage.ts';
import { handlePull, type PullHelp } from './handlePull.ts';
import { handlePurged } from './handlePurged.ts';
import { handlePush } from './handlePush.ts';
import { grantOf, type HubDb, type HubPorts } from './hubPorts.ts';
import type { HubImages } from './images/HubImages.ts';
import type { LogNewsItem } from './LogNews.ts';
import { noteReport } from './noteReport.ts';

export interface HubParts {
  db: HubDb;
  ports: HubPorts;
  door: DeviceDoor;
  heads: HeadWatch;
  help: PullHelp;
  schemas: RowSchemas;
  counts: HubCounts;
  /** Takes a file off the hub’s disk that nobody names any more. */
  removeFile?: ((sha256: string) => Promise<unknown>) | undefined;
  /** Null: rows of a grant always come in the answer, however many. */
  images: HubImages | null;
  /** See hubBundleKey. */
  bundleKey(): Promise<KeyObject>;
}

/** What a hub answers, message by message (docs/spec/sync.md). */
export function makeHandlers(parts: HubParts): HubHandlers {
  const { db, ports, door, heads, help, schemas, counts, removeFile, images, bundleKey } = parts;
  return {
    hello: { who: 'anyone', answer: (_, asked) => answerHello(db, schemas, asked) },
    'enrol.request': {
      who: 'anyone',
      answer: ({ spki, address }, asked) => requestEnrolment(db, ports, { ...asked, spki, address }),
    },
    'enrol.state': {
      who: 'enrolling',
      async answer({ device }) {
        const row = await db
          .selectFrom('device')
          .select(['state', 'grant_version', 'scope'])
          .where('id', '=', device)
          .executeTakeFirstOrThrow();
        return {
          state: row.state,
          grantVersion: Number(row.grant_version),
          grant: grantOf(row.scope),
        };
      },
    },
    'session.challenge': { who: 'anyone', answer: (_, asked) => door.challenge(asked) },
    'session.open': { who: 'anyone', answer: (caller, asked) => door.open(caller, asked) },
    push: {
      who: 'active',
      async answer({ device }, asked) {
        const heed = {
          news: (news: LogNewsItem) => heads.news.add(news),
          locked: (ms: number) => counts.locked(ms),
        };
        const begun = ports.now();
        const push = () => handlePush(db, ports, { device, ...asked }, heed, schemas);
        const answer = await push().catch((error: unknown) => {
          heads.news.doubt();
          throw error;
        });
        counts.push(answer, Math.max(0, ports.now() - begun));
        if (answer.kind === 'processed') heads.moved();
        return answer;
      },
    },
    pull: {
      who: 'active',
      async answer({ device, schema }, asked) {
        const answer = await handlePull(db, ports, { device, schema, ...asked }, help, schemas);
        if (answer.kind === 'reset') counts.reset(answer.why);
        return help.deltas.told(answer);
      },
    },
    image: {
      who: 'active',
      async answer({ device, schema }, asked) {
        const answer = await handleImage(db, { device, schema, ...asked }, images, schemas);
        if (answer.kind === 'image') counts.image();
        return answer;
      },
    },
    secrets: { who: 'active', answer: ({ device }, asked) => exchangeSecrets(db, device, asked) },
    keys: {
      who: 'active',
      async answer() {
        const { hub } = await db.selectFrom('partition').select('hub').executeTakeFirstOrThrow();
        return { hub, key: publicBundleKey(await bundleKey()) };
      },
    },
    purged: {
      who: 'active',
      answer: async ({ device }, asked) => ({ closed: await handlePurged(db, ports, { device, ...asked }) }),
    },
    standing: { who: 'active', answer: ({ device }, { saw }) => answerStanding(db, { device, saw }) },
    erasures: {
      who: 'active',
      async answer({ device }, asked) {
        const answer = await exchangeErasures(db, ports, { device, ...asked }, removeFile);
        help.deltas.forget();
        heads.moved();
        return answer;
      },
    },
    audit: {
      who: 'active',
      answer: ({ device, schema }, asked) => handleAudit(db, { device, schema, ...asked }, schemas),
    },
    report: {
      who: 'active',
      async answer({ device }, said) {
        await noteReport(db, ports, device, said);
        return {};
      },
    },
    wait: {
      who: 'active',
      answer: ({ device, scope, signal }, { head }) =>
        heads.wait(head, signal, scope === undefined ? null : { device, grant: grantOf(scope) }),
    },
  };
}
