import { photoExportRequest, photoReview, wallQuery } from '../../../shared/contract/photos.ts';
import { studentQuery, studentSelection } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { parsePhotoNaming } from '../../../shared/domain/photoNaming.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import { PHOTO_PROFILE_SETTING, PHOTO_PROFILES, photoProfileOf } from '../../photos/photoProfiles.ts';
import { recordReviews, takeBackReview } from '../../photos/recordReviews.ts';
import { requireUnmask } from '../judgeCall.ts';
import type { LookAlikes } from '../LookAlikes.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function photosRouter(
  procedures: Procedures,
  services: Services,
  { alike, wall }: { alike: LookAlikes; wall: PhotoWall },
) {
  const { db, writes } = services;
  /** However far a recheck came, what it judged is judged. */
  async function* rejudged<Event>(events: AsyncIterable<Event>): AsyncGenerator<Event> {
    try {
      yield* events;
    } finally {
      wall.forget();
      services.committed();
    }
  }
  return {
    profiles: procedures.photos.profiles.handler(() => ({
      chosen: photoProfileOf(db).id,
      profiles: PHOTO_PROFILES.map(({ id, name, source }) => ({ id, name, source })),
    })),
    chooseProfile: procedures.photos.chooseProfile.handler(({ input }) =>
      writes.take(() => {
        if (!PHOTO_PROFILES.some(({ id }) => id === input.id))
          throw new AppError('NOT_FOUND', { what: 'profile' });
        const before = storedSetting(db, PHOTO_PROFILE_SETTING);
        services.commit('row.save', {
          entity: 'setting',
          id: PHOTO_PROFILE_SETTING,
          before: before ?? null,
          after: { value: JSON.stringify(input.id) },
        });
        return { chosen: input.id };
      }),
    ),
    recheck: procedures.photos.recheck.handler(async ({ input, signal }) => {
      const { recheckPhotos } = await import('../recheckPhotos.ts');
      const { list, ...asked } = input ?? {};
      const only = list === undefined ? null : wall.hashesOf(list);
      return stream(rejudged(recheckPhotos(services, { ...asked, only }, signal)), services);
    }),
    looks: procedures.photos.looks.handler(async ({ input }) => {
      const { listLooks } = await import('../comparePhotos.ts');
      return { items: listLooks(services, input.students) };
    }),
    likeness: procedures.photos.likeness.handler(async ({ input }) => {
      const { compareOne } = await import('../comparePhotos.ts');
      const compared = await compareOne(services, input.student);
      wall.forget();
      services.committed();
      return compared;
    }),
    lookAlikes: procedures.photos.lookAlikes.handler(async ({ input }) => {
      const { listLookAlikes } = await import('../listLookAlikes.ts');
      return listLookAlikes(services, alike, {
        offset: input.offset ?? 0,
        limit: input.limit ?? 100,
        students: input.students,
      });
    }),
    alikeGroups: procedures.photos.alikeGroups.handler(async ({ input }) => {
      const { listAlikeGroups } = await import('../settleAlike.ts');
      const { query, states = [], offset = 0, limit = 50 } = input;
      return listAlikeGroups(services, alike, { query: studentQuery.parse(query), states, offset, limit });
    }),
    decideAlike: procedures.photos.decideAlike.handler(async ({ input }) => {
      const { decideAlike } = await import('../settleAlike.ts');
      const { key, decision, wrong = [] } = input;
      const { groups } = await alike.standing();
      return writes.take(() => decideAlike(services, groups, { key, decision, wrong }));
    }),
    openWall: procedures.photos.openWall.handler(({ input }) => wall.open(wallQuery.parse(input))),
    wallPage: procedures.photos.wallPage.handler(async ({ input }) => ({
      items: await wall.page(input.list, input.offset, input.limit),
    })),
    wallCounts: procedures.photos.wallCounts.handler(({ input }) => wall.counts(wallQuery.parse(input))),
    detail: procedures.photos.detail.handler(({ input }) => wall.detail(input.student, input.role)),
    review: procedures.photos.review.handler(({ input: { role, which, review, batch } }) =>
      writes.take(() => {
        const photos = 'list' in which ? wall.photosOf(which.list) : which.photos;
        return recordReviews(services, { role, photos, review: photoReview.nullable().parse(review), batch });
      }),
    ),
    takeBack: procedures.photos.takeBack.handler(({ input }) =>
      writes.take(() => takeBackReview(services, input.batch, input.role)),
    ),
    retakes: procedures.photos.retakes.handler(async ({ input, signal }) => {
      const { writeRetakes } = await import('../writeRetakes.ts');
      const { unmasked = false } = input;
      const query = studentQuery.parse(input.query);
      return stream(writeRetakes(services, wall, { query, unmasked }, signal), services);
    }),
    planExport: procedures.photos.planExport.handler(async ({ input }) => {
      const { planExport, tellPlan } = await import('../exportPhotos.ts');
      const request = photoExportRequest.parse(input);
      return tellPlan(services, await planExport(services, request), request.naming, null);
    }),
    export: procedures.photos.export.handler(async ({ input, signal, context }) => {
      const { exportPhotos } = await import('../exportPhotos.ts');
      const request = photoExportRequest.parse(input);
      // A name that is an identity number shows it to whoever has the folder.
      const named = parsePhotoNaming(request.naming) ?? [];
      if (named.some((part) => part.kind === 'field' && part.field === 'idNumber'))
        requireUnmask(context.session, services.clock.now());
      return stream(exportPhotos(services, request, signal), services);
    }),
    shootingPlan: procedures.photos.shootingPlan.handler(async ({ input, signal }) => {
      const { writeShootingPlan } = await import('../writeShootingPlan.ts');
      return stream(writeShootingPlan(services, studentSelection.parse(input.selection), signal), services);
    }),
  };
}
