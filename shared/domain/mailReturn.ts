/**
 * Why a mail came back after a server had taken it. `address`: there is no such mailbox, or it was shut: whoever writes
 * there reaches nobody. The others say nothing against the address: `full` and `later` may pass, `refused` is about the
 * message or about who sent it, `unknown`: it came back, and nothing tells why.
 */
export const RETURN_CAUSES = ['address', 'full', 'refused', 'later', 'unknown'] as const;
export type ReturnCause = (typeof RETURN_CAUSES)[number];

/** What a status code of RFC 3463 says ("5.1.1"); null: too little. Subject x.1 is the address, x.2 the mailbox, x.7 policy. */
export function causeOfStatus(status: string): ReturnCause | null {
  const [kind, subject, detail] = status.split('.').map(Number);
  if (subject === 2 && detail === 2) return 'full';
  if (kind === 4) return 'later';
  if (kind !== 5) return null;
  // 5.1.7 and 5.1.8 are about the sender's address.
  if (subject === 1) return detail === 7 || detail === 8 ? 'refused' : 'address';
  if (subject === 2 && detail === 1) return 'address';
  // No such domain; given up after days of trying, or nobody answered.
  if (subject === 4) return detail === 4 ? 'address' : 'later';
  return null;
}

/** Whether a permanent code is at least about the system, the protocol, the content or a policy: refused for some reason. */
export function isRefusal(status: string): boolean {
  return /^5\.[3567]\./.test(status);
}

/**
 * Words by which servers say it, those of QQ's, 163's, Coremail's and other providers' own lists of reasons among them
 * (help pages of QQ邮箱 and of vendors of mail servers, 退信原因).
 */
const WORDS: Record<Exclude<ReturnCause, 'unknown'>, RegExp> = {
  full: /quota|(mailbox|inbox|storage)\W+(is\W+)?full|insufficient (system )?storage|空间不足|(容量|空间|邮箱|收件箱|信箱)已?满/i,
  address:
    /no such (user|recipient|mailbox|address)|(user|recipient|mailbox|account|address|alias)\W*(is |was |has been )?(unknown|not? (exist|found|known|available)|not? a valid|does ?n[o']t exist|does not exists?|inactive|disabled|suspended|invalid)|(unknown|invalid|illegal|bad|unavailable|undeliverable) (local )?(user|recipient|rcpt|mailbox|alias|address|destination|mail user)|(host|domain)( name)? not found|dns query error|nxdomain|(用户|收件人|邮箱|信箱|地址|账号|帐号|账户|域名)[^，。；\n]{0,8}(不存在|未开通|没有开通|无效|已?(停用|注销|禁用|冻结))|未开通QQ邮箱/i,
  refused:
    /spam|content (is )?reject|blacklist|blocked|policy|exceed\w* (the )?(mail|message)?\s?size|size limit|message too large|垃圾邮件|拒收|拒绝接收|黑名单|邮件过大|超过.{0,6}大小/i,
  later:
    /timed? ?out|temporar|try again|deferred|greylist|lost connection|connection (refused|reset|timed)|超时|暂时|稍后|无法连接|连接失败/i,
};

/** The causes that a text names; several: it lists what may be the matter, and says nothing. */
export function causesIn(text: string): ReturnCause[] {
  return RETURN_CAUSES.filter((cause) => cause !== 'unknown' && WORDS[cause].test(text));
}

/**
 * What one message that was read comes to. `several`: it may be about more than one address of ours, and nothing is
 * recorded; `not-ours`: about a mail that nobody sent from here; `no-report`: no server wrote it to tell of a mail.
 */
export const REPORT_OUTCOMES = [
  'returned',
  'already',
  'several',
  'delayed',
  'delivered',
  'not-ours',
  'no-report',
  'unreadable',
] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];
