import { createHash } from 'node:crypto';
import type { AlikeGroup } from '../../shared/contract/photos.ts';
import {
  type AlikeDecision,
  type AlikeMember,
  alikeState,
  alikeText,
} from '../../shared/domain/alikePhotos.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import { decisionValues } from '../changes/mutations/decide.ts';
import { reviewValues } from '../changes/mutations/reviewPhotos.ts';
import { logHead } from '../db/tables/logHead.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import { type FoundLookAlikes, lookAlikesThread } from '../photos/lookAlikesThread.ts';
import type { Services } from './services.ts';

/** The field of a decision about photos that look like one. */
export const ALIKE_FIELD = 'photos';

export interface StandingGroup {
  /** The students and roles: what a decision is found by, whichever photos they have. */
  subject: string;
  /** The photos as well. */
  key: string;
  kind: AlikeGroup['kind'];
  members: (AlikeMember & { n: number; role: PhotoRole })[];
  state: AlikeGroup['state'];
  decision: AlikeGroup['decision'];
}

/** What is being found, or was, for the photos that there were. */
interface Finding {
  head: number;
  looks: number;
  all: Promise<FoundLookAlikes>;
  done: FoundLookAlikes | null;
}

/** Photos that look like one: found once for the photos that there are, and how each group stands now. */
export class LookAlikes {
  readonly #services: Pick<Services, 'db' | 'dataDir' | 'key' | 'committed' | 'log'>;
  #found: Finding | null = null;
  #standing: { of: FoundLookAlikes; head: number; groups: StandingGroup[] } | null = null;

  constructor(services: Pick<Services, 'db' | 'dataDir' | 'key' | 'committed' | 'log'>) {
    this.#services = services;
  }

  /** Finding them anew for each question would cost seconds in a large school. */
  find(): Promise<FoundLookAlikes> {
    const { db, dataDir, key } = this.#services;
    const head = logHead(db);
    const { looks } = db.read<{ looks: number }>('SELECT count(*) AS looks FROM photo_look').get()!;
    const held = this.#found;
    if (held !== null && held.looks === looks && !photosChanged(db, held.head)) {
      held.head = head;
      return held.all;
    }
    const kept: Finding = {
      head,
      looks,
      done: null,
      all: lookAlikesThread({ dataDir, key }),
    };
    this.#found = kept;
    kept.all.then(
      (found) => {
        kept.done = found;
      },
      // What failed once is tried again by the next who asks.
      () => {
        if (this.#found === kept) this.#found = null;
      },
    );
    return kept.all;
  }

  /** How the groups stand; null: they are being looked for, and the windows are told when that is done. */
  standingNow(): StandingGroup[] | null {
    const all = this.find();
    const done = this.#found?.done;
    if (done) return this.#stand(done);
    all.then(
      () => this.#services.committed(),
      (error: unknown) => this.#services.log.error('look-alikes', error),
    );
    return null;
  }

  async standing(): Promise<{ photos: number; groups: StandingGroup[] }> {
    const found = await this.find();
    return { photos: found.photos, groups: this.#stand(found) };
  }

  #stand(found: FoundLookAlikes): StandingGroup[] {
    const { db } = this.#services;
    const head = logHead(db);
    if (this.#standing?.of === found && this.#standing.head === head) return this.#standing.groups;
    const groups = found.groups.map(({ kind, photos }): StandingGroup => {
      const members = photos.flatMap(({ student, role, hash }) => {
        const n = studentNumberOf(db, student);
        if (n === null) return [];
        return [{ n, student, role, hash, refused: reviewValues(db, n, role, hash)?.verdict === 'wrong' }];
      });
      const subject = subjectOf(members);
      const row = decisionValues(db, subject, ALIKE_FIELD);
      const { state, by } = alikeState(members, kind, row);
      const decision =
        by === 'decision' && row
          ? { kind: row.kind as AlikeDecision, at: row.at, actor: row.actor }
          : by === 'reviews'
            ? newestRefusal(db, members)
            : null;
      return { subject, key: keyOf(subject, members), kind, members, state, decision };
    });
    this.#standing = { of: found, head, groups };
    return groups;
  }
}

function newestRefusal(db: Services['db'], members: StandingGroup['members']): StandingGroup['decision'] {
  const refusals = members.flatMap(({ n, role, hash, refused }) =>
    refused ? (reviewValues(db, n, role, hash) ?? []) : [],
  );
  const newest = refusals.sort((a, b) => b.at - a.at)[0];
  return newest ? { kind: 'wrong', at: newest.at, actor: newest.actor } : null;
}

/** Whether a photo came, went or became another student's since. */
function photosChanged(db: Services['db'], head: number): boolean {
  return (
    db.read(`SELECT 1 FROM change WHERE seq > ? AND entity IN ('photo', 'alias') LIMIT 1`).get(head) !==
    undefined
  );
}

/** Never holds the separator of composed ids. */
function subjectOf(members: readonly AlikeMember[]): string {
  return `photos:${digest(members.map(({ student, role }) => `${student} ${role}`).sort())}`;
}

function keyOf(subject: string, members: readonly AlikeMember[]): string {
  return digest([subject, alikeText(members)]);
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
