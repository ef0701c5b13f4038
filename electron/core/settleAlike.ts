import type { AlikeGroup } from '../../shared/contract/photos.ts';
import { type StudentQuery, studentQuery } from '../../shared/contract/students.ts';
import {
  ALIKE_STATES,
  type AlikeDecision,
  type AlikeState,
  alikeText,
} from '../../shared/domain/alikePhotos.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { PhotoReason, PhotoVerdict } from '../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import { reviewValues } from '../changes/mutations/reviewPhotos.ts';
import { countPrints } from '../photos/photoLooks.ts';
import { recordReviews } from '../photos/recordReviews.ts';
import { ALIKE_FIELD, type LookAlikes, type StandingGroup } from './LookAlikes.ts';
import { MEMBERS_LISTED } from './listLookAlikes.ts';
import { isScoped, seenColleges } from './scoped.ts';
import { seenStudents } from './seenStudents.ts';
import type { Services } from './services.ts';

type Person = Omit<AlikeGroup['photos'][number], 'role' | 'hash' | 'review'>;

/** The groups with a student of the query, in one of the states (none named: all), and how many of each state. */
export async function listAlikeGroups(
  services: Services,
  alike: LookAlikes,
  asked: { query: StudentQuery; states: readonly AlikeState[]; offset: number; limit: number },
) {
  const standing = await alike.standing();
  const photos = isScoped() ? countPrints(services.db, seenColleges()) : standing.photos;
  const { isSeen } = await seenStudents(services);
  const { ns } = await services.index.find(studentQuery.parse(asked.query));
  const among = new Set(ns);
  const found = standing.groups
    .filter(({ members }) => members.some(({ n }) => among.has(n)))
    .map((group) => seenGroup(group, isSeen));
  const states = Object.fromEntries(ALIKE_STATES.map((state) => [state, 0])) as Record<AlikeState, number>;
  for (const { state } of found) states[state] += 1;
  const chosen =
    asked.states.length === 0 ? found : found.filter(({ state }) => asked.states.includes(state));
  return {
    photos,
    total: chosen.length,
    states,
    groups: chosen.slice(asked.offset, asked.offset + asked.limit).map((group) => shown(services, group)),
  };
}

interface SeenGroup extends StandingGroup {
  elsewhere: boolean;
}

/** Only the photos of which the asker may know; where there are others, nothing but that. */
function seenGroup(group: StandingGroup, isSeen: (n: number) => boolean): SeenGroup {
  const members = group.members.filter(({ n }) => isSeen(n));
  if (members.length === group.members.length) return { ...group, elsewhere: false };
  // A key by which the others could be guessed at, and who said what of them, are theirs.
  return { ...group, key: alikeText(members), members, decision: null, elsewhere: true };
}

function shown({ db }: Services, { key, kind, members, state, decision, elsewhere }: SeenGroup): AlikeGroup {
  const person = db.read<Person>(
    `SELECT id, name, student_no AS studentNo, exam_no AS examNo, college_name AS collegeName,
       class_name AS className FROM student WHERE n = ?`,
  );
  return {
    key,
    kind,
    exact: !elsewhere && new Set(members.map(({ hash }) => hash)).size === 1,
    elsewhere,
    state,
    decision,
    size: members.length,
    photos: members.slice(0, MEMBERS_LISTED).map(({ n, role, hash }) => {
      const said = reviewValues(db, n, role, hash);
      return {
        ...person.get(n)!,
        role,
        hash,
        review: said && {
          verdict: said.verdict as PhotoVerdict,
          reasons: JSON.parse(said.reasons) as PhotoReason[],
          note: said.note,
        },
      };
    }),
  };
}

/** Writes what a person says of a group, as one batch. To be run where writes take their turn. */
export function decideAlike(
  services: Services,
  groups: readonly StandingGroup[],
  asked: {
    key: string;
    decision: AlikeDecision | null;
    wrong: readonly { student: string; role: PhotoRole }[];
  },
): { batch: string | null } {
  const { db, clock, ids, actor } = services;
  const group = groups.find(({ key }) => key === asked.key);
  if (!group) throw new AppError('NOT_FOUND', { what: 'group' });
  if (asked.decision === 'wrong') return { batch: refuse(services, group, asked.wrong) };
  const batch = ids.next();
  const at = clock.now();
  const values =
    asked.decision === null
      ? null
      : { kind: asked.decision, source: null, said: alikeText(group.members), at, actor };
  const students = new Set(group.members.map(({ student }) => student)).size;
  db.transaction(() => {
    services.commit(
      'reconcile.decide',
      { decisions: [{ subject: group.subject, field: ALIKE_FIELD, values }] },
      batch,
    );
    services.commit(
      'row.save',
      handBatchRow({ id: batch, kind: 'review', campaign: null, students, at, actor }),
      batch,
    );
  });
  return { batch };
}

/** Of one role at a time, as reviews are: the photos of a group that a person refuses together are of one role. */
function refuse(
  services: Services,
  { kind, members }: StandingGroup,
  wrong: readonly { student: string; role: PhotoRole }[],
): string | null {
  const roles = new Set(wrong.map(({ role }) => role));
  const [role] = roles;
  if (role === undefined || roles.size > 1) throw new AppError('USAGE', { detail: 'wrong' });
  const chosen = members.filter((member) =>
    wrong.some(({ student, role: of }) => student === member.student && of === member.role),
  );
  const reason = kind === 'own' && role === 'graduation' ? 'reused' : 'wrong-person';
  const review = { verdict: 'wrong', reasons: [reason], note: '' } as const;
  return recordReviews(services, { role, photos: chosen, review, batch: null }).batch;
}
