import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findStudent } from '../findStudent.ts';
import { withStore } from '../openStore.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface HeldOptions {
  out: string;
  reason: string;
}

/** Everything held about one student, as a zip. */
export async function held(
  context: CommandContext,
  student: string,
  { out, reason }: HeldOptions,
): Promise<CommandAnswer> {
  const { words, signal } = context;
  const { path } = outFile(context, out, ['zip']);
  const { files } = await withStore(context, async (core) => {
    const id = await findStudent(core, student);
    const made = await resultOf(context, core.client.privacy.held({ student: id, reason }, { signal }));
    await saveDownload(core, made.download, path);
    return made;
  });
  return { exitCode: 0, json: { out: path, files }, lines: [words.privacy.heldOut(path, files)] };
}
