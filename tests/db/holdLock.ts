import { takeWriterLock } from '../../electron/db/writerLock.ts';

/** A process of its own that holds the lock of the folder named until it is killed. */
const lock = takeWriterLock(process.argv[2]!);
process.stdout.write('held\n');
// Held on to: whoever lets go of it gives the folder back once memory is tidied up.
setInterval(() => lock, 1_000);
