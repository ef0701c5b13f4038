import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { printUndo } from '../print/printUndo.ts';
import { resultOf } from '../resultOf.ts';

export async function undo(context: CommandContext, batch: string): Promise<CommandAnswer> {
  const { signal, words } = context;
  const result = await withStore(
    context,
    (core) => resultOf(context, core.client.imports.undo({ batch }, { signal })),
    { backsUp: 'before-changes' },
  );
  // Rows that were edited since are kept: somebody should look at them.
  const exitCode = result.kept.length > 0 ? 1 : 0;
  return { exitCode, json: result, lines: printUndo(words, context.text, result) };
}
