/**
 * The nonce of this page's Content-Security-Policy. antd makes its style sheets at run time; with
 * `<ConfigProvider csp={{ nonce: cspNonce }}>` they carry it, and no other inline style is allowed.
 */
export const cspNonce: string =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
