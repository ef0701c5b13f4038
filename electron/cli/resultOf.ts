import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { CommandContext } from './commandContext.ts';

/** Follows a long piece of work to its result, telling how far it is. */
export async function resultOf<Result>(
  context: Pick<CommandContext, 'progress' | 'signal'>,
  stream: Promise<AsyncIterable<ProgressEvent | { type: 'done'; result: Result }>>,
): Promise<Result> {
  for await (const event of await stream) {
    if (event.type === 'done') return event.result;
    context.progress(event);
  }
  throw new AppError('CANCELLED');
}
