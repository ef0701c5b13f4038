import { uuidv7 } from 'uuidv7';
import type { Ids } from '../core.ts';

export const uuidIds: Ids = { next: () => uuidv7() };
