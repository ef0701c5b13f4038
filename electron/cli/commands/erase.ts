import { readFile, writeFile } from 'node:fs/promises';
import type { ErasePlan, EraseProof } from '../../../shared/contract/privacy.ts';
import { studentQuery } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { findStudent } from '../findStudent.ts';
import { withStore } from '../openStore.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';
import type { CliWords } from '../text/zh.ts';

export interface EraseOptions {
  graduatedBefore?: string;
  where: string[];
  campaign?: string;
  from?: string;
  due: boolean;
  reason?: string;
  forGood: boolean;
  out?: string;
}

/** Who would be erased; erases them when that is said, and why. 1 when somebody stays, or is not known. */
export async function erase(
  context: CommandContext,
  named: readonly string[],
  options: EraseOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const { forGood, reason, out } = options;
  checkOptions(words, named, options);
  const file = out === undefined ? null : outFile(context, out, ['json', 'pdf', 'xlsx']);
  const { plan, proof } = await withStore(context, async (core) => {
    const selection = await selectionOf(context, core, named, options);
    const { privacy } = core.client;
    const { signal } = context;
    const found = await resultOf(context, privacy.plan(selection, { signal }));
    if (!forGood || found.students === 0) return { plan: found, proof: null };
    const request = { ...selection, digest: found.digest, reason: reason! };
    const done = await resultOf(context, privacy.erase(request, { signal }));
    if (file?.format === 'pdf' || file?.format === 'xlsx') {
      const { seq } = done.audit;
      const made = await privacy.proof({ seq, format: file.format, lang: context.text.language });
      await saveDownload(core, made.download, file.path);
    }
    return { plan: found, proof: done };
  });
  if (proof !== null && file?.format === 'json')
    await writeFile(file.path, `${JSON.stringify(proof, null, 2)}\n`);
  const somebodyStays = plan.keptCount + plan.unknownCount > 0;
  return {
    exitCode: somebodyStays || (proof !== null && proof.found > 0) ? 1 : 0,
    json: { plan, proof },
    lines: linesOf(words, plan, proof),
  };
}

function checkOptions(
  words: CliWords,
  named: readonly string[],
  { graduatedBefore, where, campaign, from, due, forGood, reason }: EraseOptions,
): void {
  const said = words.privacy;
  const isSaid = named.length > 0 || where.length > 0 || due;
  if (!isSaid && (graduatedBefore ?? campaign ?? from) === undefined)
    throw new AppError('USAGE', { detail: said.whom });
  if (graduatedBefore !== undefined && !isDay(graduatedBefore))
    throw new AppError('USAGE', { detail: said.wrongDay(graduatedBefore) });
  if (due && graduatedBefore !== undefined) throw new AppError('USAGE', { detail: said.dueAndDay });
  if (forGood && !reason?.trim())
    throw new AppError('USAGE', { detail: words.wrong.missingOption('--reason') });
}

async function selectionOf(
  { words }: CommandContext,
  core: Core,
  named: readonly string[],
  { graduatedBefore, where, campaign, from, due }: EraseOptions,
) {
  const query =
    where.length === 0 && campaign === undefined
      ? null
      : studentQuery.parse({
          campaign: await campaignId(core, campaign),
          filter: { fields: readWhere(words, where) },
        });
  const before = due ? (await core.client.privacy.due()).before : null;
  if (due && before === null) throw new AppError('USAGE', { detail: words.privacy.noRetention });
  return {
    students: await Promise.all(named.map((one) => findStudent(core, one))),
    numbers: from === undefined ? [] : await numbersOf(from),
    query,
    graduatedBefore: graduatedBefore ?? before,
  };
}

/** A number a line; empty lines are none. Errors: FILE_NOT_FOUND. */
async function numbersOf(path: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file: path }, { cause: error });
  }
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function linesOf({ privacy: said }: CliWords, plan: ErasePlan, proof: EraseProof | null): string[] {
  const { groups, students, holds, openCases, openCampaigns, unknown, unknownCount } = plan;
  return [
    ...groups.map((group) => said.group(group.collegeName ?? '', group.grade ?? '', group.students)),
    ...(students > 0 ? [said.holds(holds)] : []),
    ...(openCases > 0 ? [said.keptByCases(openCases)] : []),
    ...openCampaigns.map((one) => said.keptByCampaign(one.name, one.students)),
    ...(unknownCount > 0 ? [said.unknown(unknownCount, unknown.slice(0, 5).join('、'))] : []),
    ...(proof === null
      ? [said.wouldErase(students)]
      : [
          said.erased(proof.students, proof.entries, proof.files),
          said.proven(proof.found, proof.audit.seq, proof.audit.hash),
        ]),
    ...(proof !== null && proof.backups.length > 0 ? [said.backups(proof.backups.length)] : []),
  ];
}
