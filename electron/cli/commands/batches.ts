import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { printBatches } from '../print/printBatches.ts';

export async function batches(context: CommandContext): Promise<CommandAnswer> {
  const list = await withStore(context, (core) => core.client.imports.batches());
  return { exitCode: 0, json: { batches: list }, lines: printBatches(context.words, list) };
}
