import type { Twin } from '../twin.ts';
import type { history as zh } from '../zh/history.ts';

export const history: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
