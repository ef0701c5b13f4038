/**
 * Every colour of the window, light and dark: one accent and neutral greys, and muted tints for statuses.
 * Text on its background keeps a contrast of 4.5:1 at least.
 */
export interface Palette {
  accent: string;
  accentHover: string;
  accentSoft: string;
  onAccent: string;
  text: string;
  textSoft: string;
  textFaint: string;
  ground: string;
  surface: string;
  raised: string;
  sunken: string;
  hover: string;
  selected: string;
  border: string;
  borderSoft: string;
  danger: string;
  warning: string;
  success: string;
  mark: string;
  done: string;
  doneSoft: string;
  person: string;
  personSoft: string;
  photo: string;
  photoSoft: string;
  waiting: string;
  waitingSoft: string;
  outside: string;
  outsideSoft: string;
  stale: string;
  staleSoft: string;
  identity: string;
  identitySoft: string;
  barDone: string;
  barOpen: string;
  barPerson: string;
  barPhoto: string;
  barWaiting: string;
  barOutside: string;
}

export const lightPalette: Palette = {
  accent: '#1f5c85',
  accentHover: '#2a6f9e',
  accentSoft: '#e8f0f6',
  onAccent: '#ffffff',
  text: '#1f2328',
  textSoft: '#59616b',
  textFaint: '#646c76',
  ground: '#f3f4f6',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#f8f9fa',
  hover: '#f2f5f8',
  selected: '#e4eef6',
  border: '#d5d9de',
  borderSoft: '#e7e9ed',
  danger: '#b3261e',
  warning: '#8a5a00',
  success: '#1c6b3f',
  mark: '#fbefc4',
  done: '#1c6b3f',
  doneSoft: '#e5f2ea',
  person: '#a8271f',
  personSoft: '#fbeae8',
  photo: '#7d5300',
  photoSoft: '#faf1dc',
  waiting: '#4d5763',
  waitingSoft: '#eceff2',
  outside: '#646c76',
  outsideSoft: '#f3f4f6',
  stale: '#8f4310',
  staleSoft: '#fbeee3',
  identity: '#6d3b8e',
  identitySoft: '#f3ecf8',
  barDone: '#3d8a61',
  barOpen: '#83bb9b',
  barPerson: '#c4564d',
  barPhoto: '#d3a44a',
  barWaiting: '#c3cad2',
  barOutside: '#e4e7ea',
};

export const darkPalette: Palette = {
  accent: '#6aaedb',
  accentHover: '#86c0e6',
  accentSoft: '#1e3444',
  onAccent: '#0d1a24',
  text: '#e3e6ea',
  textSoft: '#a4abb5',
  textFaint: '#949ca7',
  ground: '#131518',
  surface: '#1a1d21',
  raised: '#22262b',
  sunken: '#16191c',
  hover: '#22272d',
  selected: '#1f3241',
  border: '#363b43',
  borderSoft: '#282c32',
  danger: '#f2867d',
  warning: '#e0b154',
  success: '#6fc394',
  mark: '#4d4218',
  done: '#7ac79b',
  doneSoft: '#1b3226',
  person: '#f29890',
  personSoft: '#3d2220',
  photo: '#dfb35c',
  photoSoft: '#372c16',
  waiting: '#b3bcc7',
  waitingSoft: '#2a2f36',
  outside: '#949ca7',
  outsideSoft: '#22262b',
  stale: '#e6a273',
  staleSoft: '#3a281b',
  identity: '#c9a3e2',
  identitySoft: '#30243a',
  barDone: '#4f9f75',
  barOpen: '#2f6146',
  barPerson: '#cc6459',
  barPhoto: '#b78c3b',
  barWaiting: '#4b535d',
  barOutside: '#2e333a',
};

/** Sets the palette as custom properties (`--accent-soft`) on the page, for our own style sheets. */
export function paint(root: HTMLElement, palette: Palette, dark: boolean): void {
  for (const [name, value] of Object.entries(palette)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  root.style.setProperty('color-scheme', dark ? 'dark' : 'light');
  root.dataset.theme = dark ? 'dark' : 'light';
}
