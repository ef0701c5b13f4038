import { photoExportRequest } from '../../../shared/contract/photos.ts';
import { studentSelection } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { PHOTO_PROFILE_SETTING, PHOTO_PROFILES, photoProfileOf } from '../../photos/photoProfiles.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function photosRouter(procedures: Procedures, services: Services) {
  const { db, writes } = services;
  return {
    profiles: procedures.photos.profiles.handler(() => ({
      chosen: photoProfileOf(db).id,
      profiles: PHOTO_PROFILES.map(({ id, name, source }) => ({ id, name, source })),
    })),
    chooseProfile: procedures.photos.chooseProfile.handler(({ input }) =>
      writes.take(() => {
        if (!PHOTO_PROFILES.some(({ id }) => id === input.id))
          throw new AppError('NOT_FOUND', { what: 'profile' });
        const before = db
          .read<{ value: string }>('SELECT value FROM setting WHERE key = ?')
          .get(PHOTO_PROFILE_SETTING);
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
      return stream(recheckPhotos(services, input ?? {}, signal), services);
    }),
    looks: procedures.photos.looks.handler(async ({ input }) => {
      const { listLooks } = await import('../comparePhotos.ts');
      return { items: listLooks(services, input.students) };
    }),
    likeness: procedures.photos.likeness.handler(async ({ input }) => {
      const { compareOne } = await import('../comparePhotos.ts');
      return compareOne(services, input.student);
    }),
    lookAlikes: procedures.photos.lookAlikes.handler(async ({ input }) => {
      const { listLookAlikes } = await import('../listLookAlikes.ts');
      return listLookAlikes(services, {
        offset: input.offset ?? 0,
        limit: input.limit ?? 100,
        students: input.students,
      });
    }),
    planExport: procedures.photos.planExport.handler(async ({ input }) => {
      const { planExport, tellPlan } = await import('../exportPhotos.ts');
      return tellPlan(await planExport(services, photoExportRequest.parse(input)), null);
    }),
    export: procedures.photos.export.handler(async ({ input, signal }) => {
      const { exportPhotos } = await import('../exportPhotos.ts');
      return stream(exportPhotos(services, photoExportRequest.parse(input), signal), services);
    }),
    shootingPlan: procedures.photos.shootingPlan.handler(async ({ input, signal }) => {
      const { writeShootingPlan } = await import('../writeShootingPlan.ts');
      return stream(writeShootingPlan(services, studentSelection.parse(input.selection), signal), services);
    }),
  };
}
