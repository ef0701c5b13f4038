import { writeFile } from 'node:fs/promises';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findStudent } from '../findStudent.ts';
import { withStore } from '../openStore.ts';
import { resultOf } from '../resultOf.ts';
import { outFile } from '../saveDownload.ts';

export interface EraseOptions {
  graduatedBefore?: string;
  reason?: string;
  forGood: boolean;
  out?: string;
}

/** Who would be erased; erases them when that is said, and why. 1 when somebody stays. */
export async function erase(
  context: CommandContext,
  named: readonly string[],
  { graduatedBefore, reason, forGood, out }: EraseOptions,
): Promise<CommandAnswer> {
  const { words, signal } = context;
  const said = words.privacy;
  if (named.length === 0 && graduatedBefore === undefined) throw new AppError('USAGE', { detail: said.whom });
  if (graduatedBefore !== undefined && !isDay(graduatedBefore))
    throw new AppError('USAGE', { detail: said.wrongDay(graduatedBefore) });
  if (forGood && !reason?.trim())
    throw new AppError('USAGE', { detail: words.wrong.missingOption('--reason') });
  const file = out === undefined ? null : outFile(context, out, ['json']).path;
  const { plan, proof } = await withStore(context, async (core) => {
    const students = await Promise.all(named.map((one) => findStudent(core, one)));
    const selection = { students, graduatedBefore: graduatedBefore ?? null };
    const found = await core.client.privacy.plan(selection);
    if (!forGood || found.students === 0) return { plan: found, proof: null };
    const request = { ...selection, digest: found.digest, reason: reason! };
    const done = await resultOf(context, core.client.privacy.erase(request, { signal }));
    return { plan: found, proof: done };
  });
  if (proof !== null && file !== null) await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`);
  const { groups, students, keptCount } = plan;
  return {
    exitCode: keptCount > 0 || (proof !== null && proof.found > 0) ? 1 : 0,
    json: { plan, proof },
    lines: [
      ...groups.map((group) => said.group(group.collegeName ?? '', group.grade ?? '', group.students)),
      ...(keptCount > 0 ? [said.kept(keptCount)] : []),
      ...(proof === null
        ? [said.wouldErase(students)]
        : [
            said.erased(proof.students, proof.entries, proof.files),
            said.proven(proof.found, proof.audit.seq, proof.audit.hash),
            ...(proof.backups.length > 0 ? [said.backups(proof.backups.length)] : []),
          ]),
    ],
  };
}
