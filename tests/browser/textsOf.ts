import { expect, type Page } from '@playwright/test';

/** Every text that a person sees or hears: what stands on the page, and what names and explains its parts. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style')) continue;
      texts.add(node.textContent?.trim() ?? '');
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
        texts.add(element.getAttribute(name)?.trim() ?? '');
      }
    }
    texts.add(document.title);
    texts.delete('');
    return [...texts];
  });
}

/**
 * A key that was not found in the catalogue is shown as itself: `import.place.choose`, `students:count`, `{{count}}`.
 * What looks like one and is none: file names, and the example of a server's name.
 */
const RAW_KEY = /^[a-z][A-Za-z-]*([.:][a-z][A-Za-z_-]*)+$|\{\{|undefined|\[object/;

export async function expectNoRawKeys(page: Page): Promise<void> {
  const raw = (await textsOf(page)).filter(
    (text) => RAW_KEY.test(text) && !/\.(csv|xlsx|zip|dbf)$|\.example\.edu\.cn$/.test(text),
  );
  expect(raw).toEqual([]);
}
