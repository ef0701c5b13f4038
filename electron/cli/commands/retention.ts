import { AppError } from '../../../shared/domain/errors.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';

export interface RetentionOptions {
  years?: number;
  off: boolean;
}

/** After how many years records are due, and which are; 1 when some are. Sets it where that is said. */
export async function retention(
  context: CommandContext,
  { years, off }: RetentionOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const said = words.privacy;
  if (off && years !== undefined) throw new AppError('USAGE', { detail: said.yearsAndOff });
  const due = await withStore(context, ({ client }) =>
    off || years !== undefined
      ? client.privacy.saveRetention({ years: years ?? null })
      : client.privacy.due(),
  );
  return {
    exitCode: due.students > 0 ? 1 : 0,
    json: due,
    lines: [
      due.years === null ? said.retentionOff : said.retentionIs(due.years),
      ...due.cohorts.map(({ year, students }) => said.dueCohort(year, students)),
      ...(due.students > 0 ? [said.dueHint] : []),
    ],
  };
}
