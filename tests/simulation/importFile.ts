import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import type { Batch, ImportSession, PlanSummary } from '../../shared/contract/imports.ts';
import { FINDING_CODES, type Finding, OUTCOMES } from '../../shared/domain/findings.ts';
import { createText } from '../../shared/text/createText.ts';
import { commitImport, planImport } from '../harness/runImport.ts';
import { effectsOf } from './effectsOf.ts';
import type { Office } from './Office.ts';
import type { OfficeFile, PlannedFile } from './officeFile.ts';

/** How an import ends: as people end them. */
export const ENDINGS = ['commit', 'discard', 'cancel', 'break-off'] as const;
export type Ending = (typeof ENDINGS)[number];

const TEXTS = [createText('zh'), createText('en')];

/** Hands the file in: by its path, or as a window does, byte by byte. */
export async function openFile(office: Office, file: OfficeFile, byUpload: boolean): Promise<ImportSession> {
  const { core } = office;
  const { file: handed } = byUpload
    ? await core.receiveFile({ name: basename(file.path), set: null }, createReadStream(file.path))
    : await core.offerPath(file.path);
  const view = await core.client.imports.open({
    files: [handed],
    kind: file.kind,
    ...(file.kind === 'roster' ? { source: file.source } : {}),
    ...(file.kind === 'status' ? { campaign: file.campaign } : {}),
    ...(file.kind === 'photos' ? { role: file.role } : {}),
  });
  expect(view.problem, 'a file of ours is understood').toBeNull();
  return view;
}

export async function planFile(office: Office, file: OfficeFile, view: ImportSession): Promise<PlannedFile> {
  const { session } = view;
  const summary = await planImport(office.core, session);
  const { total, items } = await office.client.imports.outcomes({ session, offset: 0, limit: 10_000 });
  expect(items).toHaveLength(total);
  const { rows, ...counts } = summary.counts;
  expect(rows, 'every row is counted').toBe(
    file.kind === 'photos' ? file.entries.size : file.sheet.made.size,
  );
  for (const outcome of OUTCOMES) {
    expect(counts[outcome], outcome).toBe(items.filter((item) => item.outcome === outcome).length);
  }
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rows);
  await expectFindings(office, session, summary);
  return { file, view, summary, outcomes: items };
}

async function expectFindings(office: Office, session: string, summary: PlanSummary): Promise<void> {
  const { items } = await office.client.imports.findings({ session, offset: 0, limit: 10_000 });
  const tally = new Map<string, number>();
  for (const finding of items) {
    expect(FINDING_CODES).toContain(finding.code);
    for (const text of TEXTS) {
      expect(text.sayFinding(finding as Finding)).not.toMatch(/undefined|\{\{|^$/);
    }
    const key = `${finding.code} ${finding.severity}`;
    tally.set(key, (tally.get(key) ?? 0) + 1);
  }
  expect(
    Object.fromEntries(summary.findings.map(({ code, severity, count }) => [`${code} ${severity}`, count])),
  ).toEqual(Object.fromEntries(tally));
}

/** Brings an import to its end, and the model with it. Returns the batch, or null where nothing was saved. */
export async function endFile(office: Office, planned: PlannedFile, ending: Ending): Promise<Batch | null> {
  const { session } = planned.view;
  const effects = effectsOf(office, planned);
  const batch = await commitOrNot(office, session, ending);
  if (batch === null) {
    await office.client.imports.discard({ session });
    return null;
  }
  expect(batch.counts).toEqual(planned.summary.counts);
  office.model.apply(batch, effects);
  return batch;
}

async function commitOrNot(office: Office, session: string, ending: Ending): Promise<Batch | null> {
  const { client, core } = office;
  switch (ending) {
    case 'commit':
      return commitImport(core, session);
    case 'discard':
      return null;
    case 'cancel': {
      const controller = new AbortController();
      const stream = await client.imports.commit({ session }, { signal: controller.signal });
      controller.abort();
      await office.expectNothingChanged(async () => {
        await expect(drain(stream)).rejects.toMatchObject({ code: 'CANCELLED' });
      });
      return null;
    }
    case 'break-off': {
      // Whoever closes the window in the middle: it may have been too late, but it is never half.
      for await (const _ of await client.imports.commit({ session })) break;
      const [newest] = await client.imports.batches();
      const isNew = newest && !office.model.batches.some(({ batch }) => batch === newest.batch);
      return isNew ? newest : null;
    }
  }
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
