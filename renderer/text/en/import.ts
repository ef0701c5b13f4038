import type { Twin } from '../twin.ts';
import type { importing as zh } from '../zh/import.ts';

export const importing: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
