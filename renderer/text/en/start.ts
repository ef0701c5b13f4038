import type { Twin } from '../twin.ts';
import type { start as zh } from '../zh/start.ts';

export const start: Twin<typeof zh> = {
  language: '中文',
  place: 'Data folder',
  tryAgain: 'Try again',
  stillShut: 'It still does not open.',
};
