import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import type { HubPlace } from '../hub/hubEngine.ts';
import type { CommandContext } from './commandContext.ts';

export interface HubOptions {
  pg?: string | undefined;
  /** Whether `--data` stood among the arguments. */
  isDataGiven: boolean;
}

/**
 * Where the hub of a command is: in the folder of `--data`, in the database of `--pg`, or, where neither was said, in the
 * folder `hub` of this account's data. Errors: HUB_REFUSED (place: both were said).
 */
export function hubPlaceOf({ dataDir, means }: CommandContext, { pg, isDataGiven }: HubOptions): HubPlace {
  if (pg !== undefined) {
    if (isDataGiven) throw new AppError('HUB_REFUSED', { case: 'place' });
    return { engine: 'postgres', url: pg, means };
  }
  return { engine: 'sqlite', dataDir: isDataGiven ? dataDir : join(dataDir, 'hub'), means };
}
