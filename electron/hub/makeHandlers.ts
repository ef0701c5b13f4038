import type { KeyObject } from 'node:crypto';
import type { HubHandlers } from '../sync/net/hubHandlers.ts';
import { answerHello, type Versions } from './answerHello.ts';
import { answerStanding } from './answerStanding.ts';
import { publicBundleKey } from './bundles/bundleKey.ts';
import type { DeviceDoor } from './enrolment/DeviceDoor.ts';
import { requestEnrolment } from './enrolment/requestEnrolment.ts';
import { exchangeErasures } from './erasures/exchangeErasures.ts';
import { exchangeSecrets } from './exchangeSecrets.ts';
import type { HeadWatch } from './HeadWatch.ts';
import { handleAudit } from './handleAudit.ts';
import { handleImage } from './handleImage.ts';
import { handlePull, type PullHelp } from './handlePull.ts';
import { handlePurged } from './handlePurged.ts';
import { handlePush } from './handlePush.ts';
import { grantOf, type HubDb, type HubPorts } from './hubPorts.ts';
import type { HubImages } from './images/HubImages.ts';
import { noteReport } from './noteReport.ts';

export interface HubParts {
  db: HubDb;
  ports: HubPorts;
  door: DeviceDoor;
  heads: HeadWatch;
  help: PullHelp;
  schema: Versions;
  /** Takes a file off the hub’s disk that nobody names any more. */
  removeFile?: ((sha256: string) => Promise<unknown>) | undefined;
  /** Null: rows of a grant always come in the answer, however many. */
  images: HubImages | null;
  /** See hubBundleKey. */
  bundleKey(): Promise<KeyObject>;
}

/** What a hub answers, message by message (docs/spec/sync.md). */
export function makeHandlers(parts: HubParts): HubHandlers {
  const { db, ports, door, heads, help, schema, removeFile, images, bundleKey } = parts;
  return {
    hello: { who: 'anyone', answer: (_, asked) => answerHello(db, schema, asked) },
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
        const push = () => handlePush(db, ports, { device, ...asked }, (news) => heads.news.add(news));
        const answer = await push().catch((error: unknown) => {
          heads.news.doubt();
          throw error;
        });
        if (answer.kind === 'processed') heads.moved();
        return answer;
      },
    },
    pull: {
      who: 'active',
      answer: async ({ device }, asked) =>
        help.deltas.told(await handlePull(db, ports, { device, ...asked }, help)),
    },
    image: { who: 'active', answer: ({ device }, asked) => handleImage(db, { device, ...asked }, images) },
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
    audit: { who: 'active', answer: ({ device }, asked) => handleAudit(db, { device, ...asked }) },
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
