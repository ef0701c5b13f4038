import type { Twin } from '../twin.ts';
import type { campaigns as zh } from '../zh/campaigns.ts';

export const campaigns: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
