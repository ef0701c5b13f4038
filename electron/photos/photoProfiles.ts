import { z } from 'zod';
import blue from '../../resources/rules/photo-blue.json' with { type: 'json' };
import campusWhite from '../../resources/rules/photo-campus-white.json' with { type: 'json' };
import national from '../../resources/rules/photo-national.json' with { type: 'json' };
import white from '../../resources/rules/photo-white.json' with { type: 'json' };
import { ADMISSION_STANDARD, type PhotoRole, type PhotoStandard } from '../../shared/domain/photoStandard.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';

const channel = z.number().int().min(0).max(255);
const pixels = z
  .strictObject({ least: z.number().int().min(0), most: z.number().int().positive() })
  .refine(({ least, most }) => least < most);
const profileShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  /** Which rule or notice says so, and what no rule says. */
  source: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  size: z
    .strictObject({ width: z.number().int().positive(), height: z.number().int().positive() })
    .nullable(),
  dpi: z.number().int().positive().nullable(),
  usualBytes: z
    .strictObject({ least: z.number().int().min(0), most: z.number().int().positive() })
    .refine(({ least, most }) => least < most)
    .nullable(),
  trueColour: z.boolean(),
  background: z
    .strictObject({
      colours: z.array(z.tuple([channel, channel, channel])).min(1),
      tolerance: channel,
      unevenness: channel,
    })
    .nullable(),
  head: z
    .strictObject({ hair: pixels, eyes: pixels, width: pixels, tolerance: z.number().int().min(0) })
    .nullable(),
});
// Pixels say nothing without the size that they are counted in.
const profileSchema = profileShape.refine(({ size, head }) => head === null || size !== null);
/** A named standard for 学历照片, as a province or a school asks for it. */
export type PhotoProfile = z.output<typeof profileSchema>;

/** Throws what is wrong with a file of rules before anything is judged by it. */
export function parsePhotoProfile(data: unknown): PhotoProfile {
  return profileSchema.parse(data);
}

export const PHOTO_PROFILES: readonly PhotoProfile[] = [national, blue, white, campusWhite].map(
  parsePhotoProfile,
);
export const DEFAULT_PHOTO_PROFILE = PHOTO_PROFILES[0]!;
/** The key of the setting that names the school's profile. */
export const PHOTO_PROFILE_SETTING = 'photo-profile';

/** The profile that was chosen; the national standard where none was, or where this program no longer knows it. */
export function photoProfileOf(db: ReadDb): PhotoProfile {
  const row = storedSetting(db, PHOTO_PROFILE_SETTING);
  const id: unknown = row ? JSON.parse(row.value) : null;
  return PHOTO_PROFILES.find((profile) => profile.id === id) ?? DEFAULT_PHOTO_PROFILE;
}

export function photoStandardFor(role: PhotoRole, profile: PhotoProfile): PhotoStandard {
  return role === 'graduation' ? profile : ADMISSION_STANDARD;
}
