import { buildRenderer } from './buildRenderer.ts';
import { buildShell } from './buildShell.ts';
import { writeNotices } from './release/writeNotices.ts';

writeNotices();
const [built] = await Promise.all([buildRenderer(), buildShell()]);
process.stdout.write(`dist/renderer ${built ? 'built' : 'unchanged'}, dist/electron built\n`);
