import { config } from 'zod';

// zod would try out whether it may make functions from text; the page's policy forbids that and reports the attempt.
// Imported before everything else, since the first parse is what tries.
config({ jitless: true });
