import type { ReadDb } from '../../db/database.ts';
import type { Change } from '../change.ts';

/**
 * A named intent. `run` is a function of its arguments and of the rows it reads: no clock, no randomness, no
 * writing; ids and times come in the arguments, so that a hub can run the very same function later.
 */
export interface Mutation<Args> {
  run(db: ReadDb, args: Args): Change[];
  /**
   * The arguments as the log keeps them. Bulk mutations leave out the rows: their change entries hold them
   * already, value for value, and a second copy would double the log.
   */
  logged(args: Args): unknown;
}
