import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { CampaignArchive } from '../../shared/contract/campaigns.ts';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { reportRequest } from '../../shared/contract/reports.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { GROUP_BY, GROUP_FIELDS, type GroupBy } from '../../shared/domain/groupFields.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { piecesOf } from '../archive/piecesOf.ts';
import { campaignClosings } from '../campaigns/campaignClosings.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { exportStudents } from './exportStudents.ts';
import type { PhotoWall } from './PhotoWall.ts';
import { PROGRAM_VERSION } from './programVersion.ts';
import { progressStream } from './progressStream.ts';
import { createReport } from './reports/createReport.ts';
import { schoolOf } from './school.ts';
import type { Services } from './services.ts';
import { writeDownload } from './writeDownload.ts';

type Made = AsyncIterable<ProgressEvent | { type: 'done'; result: { download: string } }>;

/** A file of the archive, before it is made. */
interface Part {
  name: string;
  make(signal: AbortSignal): Made;
}

interface ArchivedFile {
  name: string;
  place: FilePlace;
  bytes: number;
  sha256: string;
}

/**
 * What is kept of a closed campaign, in one zip: its reports as PDF and Excel, the final list of all students, and a
 * manifest with the SHA-256 of each file. A report of which there is nothing to say is left out, and named. Errors:
 * CAMPAIGN_OPEN, CANCELLED.
 */
export function archiveCampaign(
  services: Services,
  wall: PhotoWall,
  { campaign, unmasked }: { campaign: StoredCampaign; unmasked: boolean },
  outer: AbortSignal | undefined,
) {
  return progressStream<CampaignArchive>(async (onProgress, signal) => {
    if (campaign.closedAt === null) throw new AppError('CAMPAIGN_OPEN', { name: campaign.name });
    const parts = partsOf(services, wall, campaign, unmasked);
    const files: ArchivedFile[] = [];
    const leftOut: string[] = [];
    const made: string[] = [];
    try {
      for (const [place, part] of parts.entries()) {
        onProgress({ stage: 'make', done: place, total: parts.length });
        const download = await downloadOf(part.make(signal), signal);
        if (download === null) leftOut.push(part.name);
        else {
          made.push(download);
          files.push(await fileOf(services, part.name, download));
        }
      }
      onProgress({ stage: 'write', done: parts.length, total: parts.length });
      const manifest = await manifestOf(services, campaign, { files, leftOut, unmasked });
      const name = `归档-${campaign.name.replace(/[\\/:*?"<>|]/g, '_')}-${beijingDay(campaign.closedAt)}`;
      const download = await writeZip(services, name, files, manifest, signal);
      return { download, fileName: `${name}.zip`, files: files.length, leftOut };
    } finally {
      for (const download of made) services.downloads.forget(download);
    }
  }, outer);
}

function partsOf(
  services: Services,
  wall: PhotoWall,
  { id: campaign }: StoredCampaign,
  unmasked: boolean,
): Part[] {
  const report = (name: string, request: object): Part[] =>
    (['pdf', 'xlsx'] as const).map((format) => ({
      name: `${name}.${format}`,
      make: (signal) =>
        createReport(services, wall, reportRequest.parse({ campaign, format, unmasked, ...request }), signal),
    }));
  return [
    {
      name: '最终名单.xlsx',
      make: (signal) =>
        exportStudents(
          services,
          { selection: { query: studentQuery.parse({ campaign }) }, format: 'xlsx', unmasked, campaign },
          signal,
        ),
    },
    ...GROUP_BY.flatMap((by) => report(`核对统计表-${BY[by]}`, { kind: 'statistics', by })),
    ...report('未核对名单', { kind: 'unverified' }),
    ...report('勘误汇总表', { kind: 'corrections' }),
    ...report('学生现场核对确认单', { kind: 'counter-slip' }),
  ];
}

const BY: Record<GroupBy, string> = {
  college: '按学院',
  major: '按专业',
  class: '按班级',
  counsellor: '按辅导员',
};

/** Null: there is nothing that this file would say. */
async function downloadOf(made: Made, signal: AbortSignal): Promise<string | null> {
  try {
    for await (const event of made) if (event.type === 'done') return event.result.download;
  } catch (error) {
    if (!signal.aborted && error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
  throw new AppError('CANCELLED');
}

async function fileOf({ downloads }: Services, name: string, download: string): Promise<ArchivedFile> {
  const { place, bytes } = downloads.find(download)!;
  const digest = createHash('sha256');
  await pipeline(piecesOf(place), digest);
  return { name, place, bytes, sha256: digest.digest('hex') };
}

/** What a person, or a program, needs to know of the archive and to check it. */
async function manifestOf(
  services: Services,
  campaign: StoredCampaign,
  { files, leftOut, unmasked }: { files: readonly ArchivedFile[]; leftOut: string[]; unmasked: boolean },
): Promise<string> {
  const [total] = await services.index.progress(studentQuery.parse({ campaign: campaign.id }), []);
  const colleges = await services.index.progress(
    studentQuery.parse({ campaign: campaign.id }),
    GROUP_FIELDS.college,
  );
  const time = (at: number) => new Date(at).toISOString();
  const about = {
    program: `xueji-desk ${PROGRAM_VERSION}`,
    school: schoolOf(services.db),
    campaign: { ...campaign, createdAt: time(campaign.createdAt), closedAt: time(campaign.closedAt!) },
    closings: campaignClosings(services.db, campaign.id).map((one) => ({ ...one, at: time(one.at) })),
    archivedAt: time(services.clock.now()),
    numbersMasked: !unmasked,
    total: total ?? null,
    colleges,
    leftOut,
    files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
  };
  return `${JSON.stringify(about, null, 2)}\n`;
}

async function writeZip(
  { downloads, clock }: Services,
  name: string,
  files: readonly ArchivedFile[],
  manifest: string,
  signal: AbortSignal,
): Promise<string> {
  const zip = new ZipFile();
  const mtime = new Date(clock.now());
  for (const { name: entry, place, bytes } of files)
    zip.addReadStreamLazy(entry, { mtime, size: bytes }, (take) =>
      take(null, Readable.from(piecesOf(place))),
    );
  // Both for people's tools: `sha256sum -c SHA256SUMS.txt` checks every file.
  const sums = files.map(({ name: entry, sha256 }) => `${sha256}  ${entry}\n`).join('');
  zip.addBuffer(Buffer.from(sums), 'SHA256SUMS.txt', { mtime });
  zip.addBuffer(Buffer.from(manifest), '清单.json', { mtime });
  zip.end();
  try {
    return await writeDownload(downloads, [name, 'zip'], (sink) => {
      zip.once('error', (error) => sink.destroy(error instanceof Error ? error : new Error(String(error))));
      return pipeline(zip.outputStream, sink, { signal });
    });
  } catch (error) {
    if (signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
    throw error;
  }
}
