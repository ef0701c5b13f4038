import { config } from 'zod';

/** zod would try out whether it may make functions from text; the page's policy forbids that and reports the attempt. */
export function parseWithoutEval(): void {
  config({ jitless: true });
}

// Done on import, and imported before everything else, since the first parse is what tries.
parseWithoutEval();
