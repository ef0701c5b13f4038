import { createCore } from '../core/createCore.ts';
import { runCoreProcess } from './runCoreProcess.ts';

runCoreProcess(process.parentPort, createCore);
