import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { makeCampaign } from '../campaigns/saveCampaign.ts';
import type { DemoSchool } from '../demo/demoSchool.ts';
import { makeDemoSchool } from '../demo/makeDemoSchool.ts';
import type { DemoFile } from '../demo/writeDemoFiles.ts';
import { DEMO_PHOTOS, writeDemoFiles } from '../demo/writeDemoFiles.ts';
import { photographedStudents } from '../demo/writePhotoArchives.ts';
import { progressStream } from './progressStream.ts';
import { saveSchool } from './school.ts';
import type { Services } from './services.ts';

const DAY = 24 * 60 * 60 * 1000;
/** The demo's campaign ends in five weeks, whenever it is made. */
const DEADLINE_DAYS = 35;

export interface DemoRequest {
  students: number;
  seed: number;
}

type Told = (event: Omit<ProgressEvent, 'type'>) => void;

/**
 * Fills an empty store the way an office would: source files are written, untidy as real ones, and each goes
 * through the import that a person would use.
 */
export function fillDemo(services: Services, request: DemoRequest, outer: AbortSignal | undefined) {
  return progressStream((onProgress, signal) => fill(services, request, onProgress, signal), outer);
}

async function fill(services: Services, request: DemoRequest, onProgress: Told, signal: AbortSignal) {
  const today = beijingDay(services.clock.now());
  const school = makeDemoSchool({ students: request.students, seed: request.seed, today });
  saveSchool(services, { code: school.code, name: school.name });
  const dir = services.keepDemoFiles ?? (await scratchDir(services.dataDir));
  try {
    const files = await writeDemoFiles(dir, school, {
      onProgress: (done) => {
        if (signal.aborted) throw new AppError('CANCELLED');
        onProgress({ stage: 'draw', done: Math.round(done * 1000), total: 1000 });
      },
    });
    let campaign: string | null = null;
    for (const file of files.filter((one) => one.importable)) {
      if (file.as === 'status') campaign ??= demoCampaign(services, school);
      await importDemoFile(services, file, campaign, onProgress, signal);
    }
    const photos = services.db.read<{ count: number }>('SELECT count(*) AS count FROM photo').get()!.count;
    await services.index.catchUp();
    return { students: request.students, photos };
  } finally {
    if (!services.keepDemoFiles) await rm(dir, { recursive: true, force: true });
  }
}

async function scratchDir(dataDir: string): Promise<string> {
  const parent = join(dataDir, 'incoming');
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'demo-'));
}

async function importDemoFile(
  services: Services,
  file: DemoFile,
  campaign: string | null,
  onProgress: Told,
  signal: AbortSignal,
): Promise<void> {
  const { ids, clock, actor, device } = services;
  const name = file.path.split(/[/\\]/).at(-1)!;
  await services.imports.withThread(async (thread) => {
    await thread.call(
      'open',
      {
        session: ids.next(),
        files: [{ path: file.path, name }],
        kind: file.as,
        source: file.as === 'roster' ? file.source : 'chsi',
        role: file.as === 'photos' ? file.role : 'graduation',
        campaign,
      },
      { signal },
    );
    await thread.call('plan', null, { signal, onProgress });
    const context = { batch: ids.next(), at: clock.now(), actor, device };
    await services.writes.take(() => thread.call('commit', context, { signal, onProgress }));
  });
  services.committed();
}

/** The campaign of the classes whose photos are there. */
function demoCampaign(services: Services, school: DemoSchool): string {
  const photographed = photographedStudents(school, DEMO_PHOTOS);
  const classes = [...new Set(photographed.flatMap((student) => student.values.className ?? []))];
  return makeCampaign(services, {
    name: `${school.graduationYear}届毕业生图像校对`,
    type: 'graduation-photo',
    deadline: beijingDay(services.clock.now() + DEADLINE_DAYS * DAY),
    lockRule: '24h',
    population: { className: classes },
  }).campaign.id;
}
