import type { DataKey } from '../security/dataKey.ts';
import type { CommandContext } from './commandContext.ts';

const DAY_MS = 86_400_000;

/** Told where a wrong date does harm: a clock that is behind the newest entry by more than a day. Nothing is refused. */
export async function sayClock(context: CommandContext, key: DataKey): Promise<string[]> {
  const { clockBehindIn } = await import('../core/clockBehind.ts');
  const behind = clockBehindIn(context.dataDir, key, context.clock.now());
  return behind === null ? [] : [context.words.backup.clockBehind(Math.floor(behind / DAY_MS))];
}
