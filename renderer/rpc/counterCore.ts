import type { CounterWindow } from '../../shared/contract/counterWindow.ts';
import { connectCore } from './connectCore.ts';

/** The way of the counter's window to the core: its own contract, and nothing of the desk's. */
export const counterCore = connectCore<CounterWindow>().client;
