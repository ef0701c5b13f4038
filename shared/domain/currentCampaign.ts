/** The campaign that is meant where none is named: the newest open one, else the newest. `newestFirst`: as the store lists them. */
export function currentCampaign<Each extends { closedAt: number | null }>(
  newestFirst: readonly Each[],
): Each | null {
  return newestFirst.find(({ closedAt }) => closedAt === null) ?? newestFirst[0] ?? null;
}
