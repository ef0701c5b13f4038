import { basename, extname, resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload, unpackDownload } from '../saveDownload.ts';
import { caseIds } from './caseOutputs.ts';

/** The proofs of cases, a folder for each student, in a zip or a folder. 1 when something is against its rule. */
export async function exportCaseEvidence(
  context: CommandContext,
  named: readonly string[],
  { where, mostKb = null, out }: { where: string[]; mostKb?: number | null; out: string },
): Promise<CommandAnswer> {
  const { words, signal } = context;
  const fields = readWhere(words, where);
  const folder = extname(out) === '' ? resolve(out) : null;
  const path = folder ?? outFile(context, out, ['zip']).path;
  const made = await withStore(context, async (core) => {
    const request = { cases: await caseIds(core, named), filter: { fields }, mostKilobytes: mostKb };
    const result = await resultOf(context, core.client.caseEvidence.export(request, { signal }));
    if (folder === null) await saveDownload(core, result.download, path);
    else await unpackDownload(core, result.download, folder, signal);
    return result;
  });
  const { download: _, doubts, ...counts } = made;
  return {
    exitCode: doubts.length > 0 ? 1 : 0,
    json: { ...counts, doubts, out: path },
    lines: [
      words.cases.evidenceOut(counts.files, counts.students, basename(path)),
      ...doubts.map(({ number, file, why }) => words.cases.evidenceDoubt(number, file, why)),
      ...(counts.noted === null ? [] : [words.cases.batch(counts.noted.batch)]),
    ],
  };
}

/** Which proofs need not be kept any more; takes them away for good when that is said. */
export async function purgeCases(
  context: CommandContext,
  { forGood }: { forGood: boolean },
): Promise<CommandAnswer> {
  const { words, signal } = context;
  const { due, purged } = await withStore(context, async (core) => {
    const found = await core.client.caseEvidence.due();
    const cases = found.cases.map(({ id }) => id);
    if (!forGood || cases.length === 0) return { due: found, purged: null };
    const done = await resultOf(context, core.client.caseEvidence.purge({ cases }, { signal }));
    return { due: found, purged: done };
  });
  return {
    exitCode: 0,
    json: { ...due, purged },
    lines: [
      ...due.cases.map(({ number, files, bytes, until }) =>
        words.cases.dueEvidence(number, files, bytes, until),
      ),
      purged === null
        ? words.cases.wouldPurge(due.cases.length, due.files)
        : words.cases.purged(purged.cases, purged.files),
    ],
  };
}

/** A copy of a picture with parts painted over. */
export async function redactCase(
  context: CommandContext,
  id: string,
  evidence: string,
  { box, replace }: { box: string[]; replace: boolean },
): Promise<CommandAnswer> {
  const { words } = context;
  const boxes = box.map((text) => {
    const [left, top, width, height] = text.split(',').map(Number);
    const isBox = [left, top, width, height].every((one) => one !== undefined && one >= 0 && one <= 1);
    if (!isBox || text.split(',').length !== 4)
      throw new AppError('USAGE', { detail: words.cases.wrongBox(text) });
    return { left: left!, top: top!, width: width!, height: height! };
  });
  if (boxes.length === 0) throw new AppError('USAGE', { detail: words.wrong.missingOption('--box') });
  const done = await withStore(context, async (core) => {
    const { item } = await core.client.cases.get({ case: id });
    return core.client.caseEvidence.redact({
      ...{ case: item.id, seen: item.version, evidence, boxes, replaces: replace },
    });
  });
  return { exitCode: 0, json: done, lines: [words.cases.redacted(replace), words.cases.batch(done.batch)] };
}
