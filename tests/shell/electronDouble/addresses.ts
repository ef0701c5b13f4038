/**
 * Chromium alone knows no app:// and photo://: there they stand for two origins of a loopback server, and are
 * replaced wherever the built files, the preload and the policy name them.
 */
export class Addresses {
  private readonly pairs: readonly (readonly [string, string])[];

  constructor(port: number) {
    this.pairs = [
      ['app://xueji', `http://xueji.localhost:${port}`],
      ['photo://xueji', `http://photo.localhost:${port}`],
    ];
  }

  /** An address of the program, as Chromium is given it. */
  toBrowser(text: string): string {
    let result = text;
    for (const [product, browser] of this.pairs) result = result.replaceAll(product, browser);
    return result;
  }

  /** In a Content-Security-Policy the photo scheme stands alone. */
  policyToBrowser(policy: string): string {
    return policy.replaceAll(/ photo:(?=[ ;]|$)/g, ` ${this.pairs[1]?.[1]}`);
  }

  /** What Chromium shows, as the product knows it. */
  toProduct(url: string): string {
    for (const [product, browser] of this.pairs) {
      if (url === browser || url.startsWith(`${browser}/`)) return product + url.slice(browser.length);
    }
    return url;
  }

  isProduct(url: string): boolean {
    return this.toProduct(url) !== url;
  }
}
