import { availableParallelism } from 'node:os';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Picture } from '../picture.ts';
import { ThreadTeam } from '../ThreadTeam.ts';
import type { FaceMeasures } from './faceMeasures.ts';
import type { FacesAnswer, FacesQuestion, FacesSetup } from './facesWorker.ts';

/** More would take the memory of an office PC (each some 150 MB) and help little. */
const MOST_THREADS = 4;

/** Pictures on which the networks failed. */
export interface FailedPictures {
  count: number;
  /** Why they failed on the first one, as the networks say it. */
  reason: string | null;
}

/** The face networks in threads of their own. `close` ends them, whatever they are at. */
export class FaceFinder {
  readonly #team: ThreadTeam<FacesQuestion, FacesAnswer>;
  readonly #failed: FailedPictures = { count: 0, reason: null };

  private constructor(team: ThreadTeam<FacesQuestion, FacesAnswer>) {
    this.#team = team;
  }

  /** Null where the networks cannot be loaded; `onTrouble` is told why, for the program's log. */
  static async open(
    onTrouble: (message: string) => void,
    { threads = facesThreads(), models = null }: { threads?: number | undefined } & Partial<FacesSetup> = {},
  ): Promise<FaceFinder | null> {
    const entry = import.meta.url.endsWith('.ts') ? './facesWorker.ts' : './facesWorker.js';
    const setup: FacesSetup = { models };
    const team = new ThreadTeam<FacesQuestion, FacesAnswer>(new URL(entry, import.meta.url), threads, setup);
    const trouble = await team.ready;
    if (trouble === null) return new FaceFinder(team);
    await team.close();
    onTrouble(trouble);
    return null;
  }

  get failed(): Readonly<FailedPictures> {
    return this.#failed;
  }

  /** Null where the networks fail on this picture (see `failed`). Throws CANCELLED once `signal` says so. */
  async find(picture: Picture, signal?: AbortSignal): Promise<FaceMeasures | null> {
    const asked = this.#ask({ kind: 'find', picture });
    const answer = await (signal ? abortable(asked, signal) : asked);
    return answer.kind === 'found' ? answer.measures : null;
  }

  /** How alike the only faces of two pictures are, -1 to 1; null where either has none or several. */
  async compare(one: Picture, other: Picture): Promise<number | null> {
    const answer = await this.#ask({ kind: 'compare', one, other });
    return answer.kind === 'compared' ? answer.likeness : null;
  }

  close(): Promise<void> {
    return this.#team.close();
  }

  async #ask(question: FacesQuestion): Promise<FacesAnswer> {
    const answer = await this.#team.ask(question);
    if (answer.kind === 'failed') {
      this.#failed.count += 1;
      this.#failed.reason ??= answer.reason;
    }
    return answer;
  }
}

/** What a thread is at cannot be called back; whoever waits for it can go. */
function abortable<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const abort = () => reject(new AppError('CANCELLED'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** One for each processor. */
export function facesThreads(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism()));
}
