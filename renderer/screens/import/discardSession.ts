import { core } from '../../rpc/core.ts';

/** A session that is not needed any more. That it could not be ended costs nobody anything: the core ends it itself. */
export function discardSession(session: string, keepFiles = false): void {
  core.imports.discard({ session, keepFiles }).catch(() => undefined);
}
