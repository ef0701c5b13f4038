import type { HubHandlers } from '../sync/net/hubHandlers.ts';
import type { RefusalCode } from '../sync/protocol/messages.ts';
import { refusalOfFault } from './refusalOfFault.ts';

/** Messages whose answer says that something was written. */
const WRITING = ['push', 'report', 'purged', 'erasures'] as const;

/** Notices when a served hub can’t write or read any more, and when it can again; `tell` is called when that changes. */
export class StoreWatch {
  readonly #tell: (fault: RefusalCode | null) => void;
  #fault: RefusalCode | null = null;

  constructor(tell: (fault: RefusalCode | null) => void) {
    this.#tell = tell;
  }

  /** What the asker is told of an error (refusalOfFault). */
  readonly explain = (error: unknown): RefusalCode | null => {
    const fault = refusalOfFault(error);
    if (fault !== null) this.#note(fault);
    return fault;
  };

  /** The same answers; one that was written says that the store is well. */
  watched(handlers: HubHandlers): HubHandlers {
    const watched: HubHandlers = { ...handlers };
    for (const name of WRITING) Reflect.set(watched, name, this.#watch(handlers[name]));
    return watched;
  }

  #watch(handler: HubHandlers[(typeof WRITING)[number]]) {
    if (!handler) return undefined;
    const answer = handler.answer as (...asked: unknown[]) => Promise<unknown>;
    return {
      ...handler,
      answer: async (...asked: unknown[]) => {
        const said = await answer(...asked);
        this.#note(null);
        return said;
      },
    };
  }

  #note(fault: RefusalCode | null): void {
    if (fault === this.#fault) return;
    this.#fault = fault;
    this.#tell(fault);
  }
}
