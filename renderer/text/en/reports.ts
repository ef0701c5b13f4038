import type { Twin } from '../twin.ts';
import type { reports as zh } from '../zh/reports.ts';

export const reports: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
