import { downloadUrl } from '../rpc/downloadUrl.ts';

/** Has the host save a file that a report or an export made, the way the person's browser or window saves files. */
export function saveDownload(download: string): void {
  const link = document.createElement('a');
  link.href = downloadUrl(download);
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
