/** Names a mail of ours in its own head, where a server on the way has given it another Message-ID. */
export const MAIL_HEADER = 'X-Xueji-Mail';
