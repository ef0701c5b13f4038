import { basename, extname, resolve } from 'node:path';
import { studentQuery } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { RETAKE_WHYS } from '../../../shared/domain/photoFindings.ts';
import { parsePhotoNaming } from '../../../shared/domain/photoNaming.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { namesIn } from '../../core/unpackZip.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { printFaces } from '../print/printFaces.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload, unpackDownload } from '../saveDownload.ts';

export interface PhotoSelectionOptions {
  search: string;
  where: string[];
}

export interface PhotoExportOptions extends PhotoSelectionOptions {
  naming: string;
  role: PhotoRole;
  dryRun: boolean;
  out?: string;
}

/** Lists the standards for 学历照片; with `choose`, takes one for this school first. */
export async function photoProfiles(
  context: CommandContext,
  { choose }: { choose?: string },
): Promise<CommandAnswer> {
  const { words } = context;
  return withStore(context, async (core) => {
    const known = await core.client.photos.profiles();
    if (choose !== undefined && !known.profiles.some(({ id }) => id === choose)) {
      const ids = known.profiles.map(({ id }) => id).join(' ');
      throw new AppError('USAGE', { detail: words.wrong.choice('--choose', choose, ids) });
    }
    const chosen =
      choose === undefined ? known.chosen : (await core.client.photos.chooseProfile({ id: choose })).chosen;
    const lines = known.profiles.map(
      ({ id, name }) => `${id === chosen ? '*' : ' '} ${id}  ${words.photos.profileName(name)}`,
    );
    if (choose !== undefined) lines.push(words.photos.checkNext);
    return { exitCode: 0, json: { ...known, chosen }, lines };
  });
}

/** Judges all photos by the chosen profile. */
export async function checkPhotos(
  context: CommandContext,
  options: { faces: boolean; likeness: boolean },
): Promise<CommandAnswer> {
  const { signal, words } = context;
  const json = await withStore(context, async (core) =>
    resultOf(context, core.client.photos.recheck(options, { signal })),
  );
  const lines = [words.photos.checked(json.photos, json.measured, json.profile)];
  for (const { role, code, photos } of json.findings) {
    lines.push(`  ${words.photos.roles[role]}  ${code}  ${photos}`);
  }
  const { looked, facesAvailable, facesFailed: failed, facesReason: reason } = json;
  if (facesAvailable === false || options.faces)
    lines.push(...printFaces(words, { available: facesAvailable !== false, looked, failed, reason }));
  if (json.likeness) {
    const { alike, unsure, unlike, unknown } = json.likeness;
    lines.push(words.photos.likenessTold(alike, unsure, unlike, unknown));
  }
  if (json.unreadable > 0) lines.push(words.photos.unreadable(json.unreadable));
  const wanted = json.unreadable > 0 || json.findings.some(({ code }) => code !== 'PHOTO_BYTES');
  return { exitCode: wanted ? 1 : 0, json, lines };
}

/** Photos that look like one. */
export async function listLookAlikes(
  context: CommandContext,
  { limit }: { limit: string },
): Promise<CommandAnswer> {
  const { words } = context;
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 500)
    throw new AppError('USAGE', { detail: words.wrong.value('--limit', limit) });
  const json = await withStore(context, (core) => core.client.photos.lookAlikes({ limit: most }));
  const lines = [words.photos.lookAlikesFound(json.total, json.photos)];
  for (const { kind, size, photos } of json.groups) {
    lines.push(`  ${words.photos.lookAlikesKinds[kind]}`);
    for (const { name, studentNo, role } of photos) {
      lines.push(`    ${[studentNo, name, words.photos.roles[role]].filter(Boolean).join('  ')}`);
    }
    if (size > photos.length) lines.push(`    ${words.photos.more(size - photos.length)}`);
  }
  return { exitCode: json.total > 0 ? 1 : 0, json, lines };
}

/** A zip or a folder of photos under names by a rule; with `dryRun`, only what it would hold. */
export async function exportPhotos(
  context: CommandContext,
  { naming, role, dryRun, out, ...options }: PhotoExportOptions,
): Promise<CommandAnswer> {
  const { signal, words } = context;
  if (parsePhotoNaming(naming) === null)
    throw new AppError('USAGE', { detail: words.photos.wrongNaming(naming) });
  const selection = selectionOf(context, options);
  if (!dryRun && out === undefined)
    throw new AppError('USAGE', { detail: words.wrong.missingOption('--out') });
  const folder = out === undefined || extname(out) !== '' ? null : resolve(out);
  const file = out === undefined || folder !== null ? null : outFile(context, out, ['zip']).path;
  if (folder !== null && ((await namesIn(folder)) ?? []).length > 0)
    throw new AppError('USAGE', { detail: words.wrong.folderNotEmpty(basename(folder)) });
  const place = folder ?? file;
  const made = await withStore(context, async (core) => {
    const request = { selection, role, naming };
    if (dryRun || place === null) return core.client.photos.planExport(request);
    const result = await resultOf(context, core.client.photos.export(request, { signal }));
    if (result.download !== null) {
      if (folder === null) await saveDownload(core, result.download, place);
      else await unpackDownload(core, result.download, folder, signal);
    }
    return result;
  });
  const { download, ...told } = made;
  const written = download === null ? null : place;
  const { leftOut } = told;
  const lines = [
    written === null
      ? words.photos.planned(told.photos)
      : words.photos.exported(told.photos, basename(written)),
    words.photos.leftOut(leftOut['no-photo'], leftOut['no-name'], leftOut['name-taken']),
  ];
  const wanted = told.photos === 0 || leftOut['no-name'] + leftOut['name-taken'] > 0;
  return { exitCode: wanted ? 1 : 0, json: { ...told, role, naming, dryRun, out: written }, lines };
}

/** Who is to be photographed again, into a workbook; without `out`, only the counts. */
export async function photoRetakes(
  context: CommandContext,
  { out, campaign, unmasked, ...options }: PhotoSelectionOptions & RetakesOptions,
): Promise<CommandAnswer> {
  const { signal, words } = context;
  const { query } = selectionOf(context, options);
  const file = out === undefined ? null : outFile(context, out, ['xlsx']);
  const { students, counts } = await withStore(context, async (core) => {
    const request = { query: { ...query, campaign: await campaignId(core, campaign) }, unmasked };
    const made = await resultOf(context, core.client.photos.retakes(request, { signal }));
    if (file) await saveDownload(core, made.download, file.path);
    return made;
  });
  const lines = [words.photos.retaken(students, file && basename(file.path))];
  for (const why of RETAKE_WHYS)
    if (counts[why] > 0) lines.push(`  ${words.photos.retake[why]}  ${counts[why]}`);
  return { exitCode: students > 0 ? 1 : 0, json: { students, counts, out: file?.path ?? null }, lines };
}

export interface RetakesOptions {
  out?: string;
  campaign?: string;
  unmasked: boolean;
}

/** What a photographer may be given: numbers per class. */
export async function shootingPlan(
  context: CommandContext,
  { out, ...options }: PhotoSelectionOptions & { out: string },
): Promise<CommandAnswer> {
  const { signal, words } = context;
  const selection = selectionOf(context, options);
  const { path } = outFile(context, out, ['xlsx']);
  const { classes, students } = await withStore(context, async (core) => {
    const made = await resultOf(context, core.client.photos.shootingPlan({ selection }, { signal }));
    await saveDownload(core, made.download, path);
    return made;
  });
  return {
    exitCode: 0,
    json: { classes, students, out: path },
    lines: [words.photos.planMade(classes, students, basename(path))],
  };
}

function selectionOf({ words }: CommandContext, { search, where }: PhotoSelectionOptions) {
  return { query: studentQuery.parse({ search, filter: { fields: readWhere(words, where) } }) };
}
