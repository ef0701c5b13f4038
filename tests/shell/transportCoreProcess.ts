import { runCoreProcess } from '../../electron/app/runCoreProcess.ts';
import { transportCore } from '../harness/transportCore.ts';

runCoreProcess(process.parentPort, transportCore);
