/** The sites that the program's texts point to, with everything below them: the student record service, the ministry. */
const KNOWN_SITES = ['chsi.com.cn', 'moe.gov.cn'];

/**
 * Whether the system's browser may be given a URL. `https` alone is not enough: an address can carry personal data
 * out, and other schemes start programs (CVE-2018-1000006 and its kin).
 */
export function isSafeExternalUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    KNOWN_SITES.some((site) => url.hostname === site || url.hostname.endsWith(`.${site}`))
  );
}
