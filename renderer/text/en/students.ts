import type { Twin } from '../twin.ts';
import type { students as zh } from '../zh/students.ts';

export const students: Twin<typeof zh> = {
  soon: 'This page is not loaded yet.',
};
