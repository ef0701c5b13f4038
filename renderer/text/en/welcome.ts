import type { Twin } from '../twin.ts';
import type { welcome as zh } from '../zh/welcome.ts';

export const welcome: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
