import type { Twin } from '../twin.ts';
import type { settings as zh } from '../zh/settings.ts';

export const settings: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
