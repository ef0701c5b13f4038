/** How steeply values rise over their times: least squares, in units of the values for one of the times. */
export function slopeOf(points: readonly { at: number; value: number }[]): number {
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [at, value] = [mean(points.map((one) => one.at)), mean(points.map((one) => one.value))];
  const over = points.reduce((sum, one) => sum + (one.at - at) * (one.value - value), 0);
  const under = points.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
