import { takeWriterLock } from '../../electron/db/writerLock.ts';

/** A process of its own that holds the lock of the folder named until it is killed. */
takeWriterLock(process.argv[2]!);
process.stdout.write('held\n');
setInterval(() => undefined, 1_000);
