import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { Batch } from '../../shared/contract/imports.ts';
import { ERROR_CODES } from '../../shared/domain/errors.ts';
import { FILE_SOURCES } from '../../shared/domain/studentFields.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { resultOf } from '../harness/openCore.ts';
import { codeOfRefusal, commitImport, planImport, undoImport } from '../harness/runImport.ts';
import { isContacted } from './chaseSteps.ts';
import { hashOf } from './effectsOf.ts';
import { ENDINGS, type Ending, endFile, openFile, planFile } from './importFile.ts';
import { makeRoster } from './madeRoster.ts';
import { makeStatusList } from './madeStatusList.ts';
import type { Office } from './Office.ts';
import type { OfficeFile, PlannedFile } from './officeFile.ts';
import { takeBack } from './takeBack.ts';
import { SHEET_FORMATS, writeBrokenFile, writeSheet, writeZip } from './writeFiles.ts';

export async function rosterFile(office: Office, random: SeededRandom): Promise<OfficeFile> {
  const source = random.pick(FILE_SOURCES);
  const format = random.pick(SHEET_FORMATS);
  const sheet = makeRoster(random, office.somePeople(random), source, format === 'xlsx');
  const path = await writeSheet(office.desk, office.nextFileName(), format, sheet.rows);
  return { kind: 'roster', path, source, sheet };
}

/** Of an open campaign; null when there is none. */
async function statusFile(office: Office, random: SeededRandom): Promise<OfficeFile | null> {
  const open = [...office.model.campaigns.values()].filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) return null;
  const sheet = makeStatusList(random, office.somePeople(random), office.clock.now());
  const path = await writeSheet(office.desk, office.nextFileName(), random.pick(SHEET_FORMATS), sheet.rows);
  return { kind: 'status', path, campaign: random.pick(open).id, sheet };
}

const pictures = new Map<number, Promise<Buffer>>();
function picture(seed: number): Promise<Buffer> {
  const known = pictures.get(seed) ?? drawJpeg({ width: 60, height: 80, seed });
  pictures.set(seed, known);
  return known;
}

async function photoFile(office: Office, random: SeededRandom): Promise<OfficeFile> {
  const entries = new Map<string, Uint8Array>();
  const take = async (name: string) => entries.set(name, await picture(random.between(1, 8)));
  for (const person of office.somePeople(random).slice(0, 8)) {
    const { studentNo, examNo, idNumber, name } = person;
    await take(
      random.pick([
        `${studentNo}.jpg`,
        `${idNumber}.JPG`,
        `${examNo}-${name}.jpg`,
        `照片/${studentNo} ${name}.jpg`,
      ]),
    );
    if (random.chance(0.05)) await take(`重拍/${studentNo}.jpg`);
  }
  if (random.chance(0.3)) await take(`${random.pick(office.people).name}.jpg`);
  if (random.chance(0.3)) await take('20999999.jpg');
  if (random.chance(0.3)) entries.set('20229999.jpg', Buffer.from('not a picture'));
  if (random.chance(0.3)) entries.set('Thumbs.db', Buffer.from('of Windows'));
  const path = await writeZip(office.desk, office.nextFileName(), entries);
  return { kind: 'photos', path, role: random.pick(['admission', 'graduation']), entries };
}

/** A file from the desk through all the steps of an import, once, or twice, or not to its end. */
async function importFile(office: Office, random: SeededRandom, file: OfficeFile): Promise<void> {
  const ending = random.chance(0.7) ? 'commit' : random.pick(ENDINGS);
  const view = await openFile(office, file, random.chance(0.3));
  const { session } = view;
  if (random.chance(0.1)) {
    // The person goes back in the middle of it; the file is still there.
    for await (const _ of await office.client.imports.plan({ session })) break;
  }
  const chosen = random.chance(0.08) ? await leaveOutColumn(office, random, view.mapping, session) : view;
  const planned = await planFile(office, file, chosen ?? view);
  if (random.chance(0.15)) await exportFindings(office, session);
  const batch = await endFile(office, planned, ending);
  office.note(`${ending}${batch ? `: ${told(batch)}` : ''}`);
  if (batch === null) return;
  if (file.kind === 'photos') await expectPhotosKept(office, planned);
  if (random.chance(0.25)) await importAgain(office, planned, random.chance(0.5) ? 'commit' : 'discard');
}

function told({ counts }: Batch): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

async function leaveOutColumn(
  office: Office,
  random: SeededRandom,
  mapping: PlannedFile['view']['mapping'],
  session: string,
) {
  const others = mapping.filter(
    ({ field }) => field === 'phone' || field === 'remark' || field === 'ethnicity',
  );
  if (others.length === 0) return null;
  const { column, field } = random.pick(others);
  office.note(`without ${field}`);
  return office.client.imports.choose({ session, mapping: [{ column, field: null }] });
}

async function exportFindings(office: Office, session: string): Promise<void> {
  const { download } = await resultOf<{ download: string }>(
    await office.client.imports.exportFindings({ session, lang: 'zh' }),
  );
  const file = await office.core.readDownload(download);
  expect(file!.bytes).toBeGreaterThan(0);
}

async function expectPhotosKept({ core }: Office, { file, outcomes }: PlannedFile): Promise<void> {
  if (file.kind !== 'photos') return;
  for (const { sheet: path, outcome } of outcomes) {
    if (outcome !== 'created' && outcome !== 'updated') continue;
    const bytes = file.entries.get(path!)!;
    const kept = await core.readPhoto(hashOf(bytes), 'full');
    expect(Buffer.from(kept!.bytes).equals(Buffer.from(bytes)), path!).toBe(true);
  }
}

/** The same file once more says nothing new, but for rows that were left to a person. */
async function importAgain(office: Office, first: PlannedFile, ending: Ending): Promise<void> {
  office.note('again');
  const again = await planFile(office, first.file, await openFile(office, first.file, false));
  for (const [index, { outcome, row }] of first.outcomes.entries()) {
    if (outcome === 'ambiguous') continue;
    const expected = outcome === 'created' || outcome === 'updated' ? 'unchanged' : outcome;
    expect(again.outcomes[index]!.outcome, `row ${row} again`).toBe(expected);
  }
  await endFile(office, again, ending);
}

export async function importRoster(office: Office, random: SeededRandom): Promise<void> {
  const file = await rosterFile(office, random);
  office.note(`roster ${file.kind === 'roster' ? file.source : ''}`);
  await importFile(office, random, file);
}

export async function importStatus(office: Office, random: SeededRandom): Promise<void> {
  const file = await statusFile(office, random);
  if (file) await importFile(office, random, file);
}

export async function importPhotos(office: Office, random: SeededRandom): Promise<void> {
  await importFile(office, random, await photoFile(office, random));
}

export async function importBroken(office: Office, random: SeededRandom): Promise<void> {
  const path = writeBrokenFile(random, office.desk, office.nextFileName());
  await office.expectNothingChanged(async () => {
    const { file } = await office.core.offerPath(path);
    const code = await codeOfRefusal(
      (async () => {
        const view = await office.client.imports.open({ files: [file], kind: 'roster' });
        try {
          await planImport(office.core, view.session);
        } finally {
          await office.client.imports.discard({ session: view.session });
        }
      })(),
    );
    expect(Object.keys(ERROR_CODES)).toContain(code);
    expect(code).toMatch(/^FILE_/);
  });
}

/** Two windows with a plan each: the one that is second is refused when the first changed anything. */
export async function importTwoAtOnce(office: Office, random: SeededRandom): Promise<void> {
  const file = await rosterFile(office, random);
  const otherFile = await rosterFile(office, random);
  const [view, otherView] = await Promise.all([
    openFile(office, file, false),
    openFile(office, otherFile, false),
  ]);
  const planned = await planFile(office, file, view);
  const other = await planFile(office, otherFile, otherView);
  const batch = await endFile(office, other, 'commit');
  const { created, updated } = batch!.counts;
  office.note(`the other one: created ${created}, updated ${updated}`);
  if (created + updated === 0) {
    await endFile(office, planned, 'commit');
    return;
  }
  await office.expectNothingChanged(async () => {
    expect(await codeOfRefusal(commitImport(office.core, view.session))).toBe('STALE_PLAN');
  });
  await endFile(office, await planFile(office, file, view), 'commit');
}

/** Imported, seen to be wrong, and taken back at once. */
export async function importAndUndo(office: Office, random: SeededRandom): Promise<void> {
  const file = random.chance(0.7) ? await rosterFile(office, random) : await photoFile(office, random);
  const before = office.studentTables();
  const batch = await endFile(
    office,
    await planFile(office, file, await openFile(office, file, false)),
    'commit',
  );
  office.note(`${file.kind}: ${told(batch!)}`);
  const undone = await undoImport(office.core, batch!.batch);
  expect(undone.kept).toEqual([]);
  takeBack(office.model, office.model.batches.at(-1)!, undone, (student) => isContacted(office, student));
  expect(office.studentTables(), 'exactly the former state').toEqual(before);
}
