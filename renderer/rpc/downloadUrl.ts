/**
 * Where a file made by a report or an export is fetched from (`<a href download>`, or `fetch`).
 * `inline`: to be shown in the window (PDF only), rather than saved.
 */
export function downloadUrl(download: string, options: { inline?: boolean } = {}): string {
  const path = `/download/${encodeURIComponent(download)}`;
  return options.inline ? `${path}?inline=1` : path;
}
