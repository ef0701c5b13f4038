import { expect, it } from 'vitest';
import { currentCampaign } from '../../shared/domain/currentCampaign.ts';

it('takes the newest campaign that is open, else the newest', () => {
  const made = (id: string, closedAt: number | null) => ({ id, closedAt });
  expect(currentCampaign([made('c', 9), made('b', null), made('a', null)])?.id).toBe('b');
  expect(currentCampaign([made('c', 9), made('b', 3)])?.id).toBe('c');
  expect(currentCampaign([])).toBeNull();
});
