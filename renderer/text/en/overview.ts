import type { Twin } from '../twin.ts';
import type { overview as zh } from '../zh/overview.ts';

export const overview: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
