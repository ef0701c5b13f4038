/**
 * Puts a text on the clipboard and tells whether that worked. The page has no permission for the clipboard, and needs
 * none for what is selected: `host` is an element that can hold the selection, under a dialog one inside of it.
 */
export function copyText(text: string, host: HTMLElement): boolean {
  const held = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.className = 'copied-text';
  host.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (held instanceof HTMLElement) held.focus();
  return copied;
}
