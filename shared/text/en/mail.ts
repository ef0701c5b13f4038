import type { Words } from '../words.ts';
import type { mail as zh } from '../zh/mail.ts';

export const mail: Words<typeof zh> = {
  state: {
    queued: 'queued',
    sending: 'being sent',
    sent: 'sent',
    bounced: 'bounced',
    unclear: 'unclear',
    cancelled: 'cancelled',
  },
  problem: {
    'no-server': { message: 'No mail server is set.', hint: 'Fill it in at Settings → Mail server.' },
    'no-password': {
      message: 'There is no password for the mail account.',
      hint: 'Fill it in at Settings → Mail server; one that is not kept is asked for again after a restart.',
    },
    dns: {
      message: 'There is no such server.',
      hint: 'Check the server’s address, and whether this computer is online.',
    },
    refused: {
      message: 'The server refuses the connection.',
      hint: 'Check the port (465 for SSL/TLS, 587 for STARTTLS), or ask the IT office whether this computer may send mail.',
    },
    timeout: {
      message: 'The server does not answer.',
      hint: 'Mostly a wrong port or a firewall; check the port or ask the IT office.',
    },
    tls: {
      message: 'No encrypted connection came about.',
      hint: 'Encryption and port must match: 465 with SSL/TLS, 587 with STARTTLS; ask the IT office where the server has neither.',
    },
    certificate: {
      message:
        'The server’s certificate is not to be trusted: expired, of another name, or signed by the school itself.',
      hint: 'Check the address; if the school signs its own, get the certificate (PEM) from the IT office and fill it in.',
    },
    'no-auth': {
      message: 'The server takes no sign-in on such a connection.',
      hint: 'Use SSL/TLS or STARTTLS; where no sign-in is needed leave the user name empty.',
    },
    password: {
      message: 'The user name or the password is wrong.',
      hint: 'Many mailboxes want an app password in place of the one for their web page.',
    },
    sender: {
      message: 'The server does not take this sender.',
      hint: 'Mostly the sender must be the account that signs in; check it or ask the IT office.',
    },
    recipient: { message: 'The server does not take the recipient’s address.', hint: 'Check the address.' },
    rejected: {
      message: 'The server does not take this mail.',
      hint: 'See what it says: taken for spam, or too large.',
    },
    later: { message: 'The server does not take it now.', hint: 'It is tried again after a while.' },
    dropped: {
      message: 'The connection broke off before the mail was handed over.',
      hint: 'It is tried again after a while.',
    },
    protocol: {
      message: 'What answers is no mail server.',
      hint: 'Check address and port: is it the one for reading mail, or a web page?',
    },
    unclear: {
      message: 'The mail was handed over, but the answer never came: it may have arrived or not.',
      hint: 'It is never sent again by itself. Ask the recipient or look into the mailbox, then say “sent” or “send again”.',
    },
    'returned-address': {
      message: 'Came back: there is no such mailbox, or it was shut.',
      hint: 'Nothing more is sent to this address. Call or write another way, correct the address, then send it again.',
    },
    'returned-full': {
      message: 'Came back: the mailbox is full.',
      hint: 'Tell them another way, and send it again in some days.',
    },
    'returned-refused': {
      message: 'Came back: the recipient’s server refused it.',
      hint: 'See why in the returned mail: taken for spam, or too large. Ask the IT centre.',
    },
    'returned-later': {
      message: 'Came back: the recipient’s server never took it.',
      hint: 'Send it again in some days, or tell them another way.',
    },
    'returned-unknown': {
      message: 'Came back; nothing tells why.',
      hint: 'Open the returned mail and look before you send it again.',
    },
    tries: {
      message: 'Tried many times; the server never took it.',
      hint: 'See what it says, then send it again.',
    },
    'done-since': { message: 'Done while it waited; nothing to send.', hint: 'Nothing to do.' },
    'campaign-closed': { message: 'The campaign is closed; not sent.', hint: 'Nothing to do.' },
    'by-hand': { message: 'Settled by a person.', hint: 'Nothing to do.' },
  },
  report: {
    returned: 'returned',
    already: 'known already',
    several: 'unclear which mail',
    delayed: 'still on its way',
    delivered: 'delivered',
    'not-ours': 'not sent from here',
    'no-report': 'tells of no mail',
    unreadable: 'cannot be read',
  },
  sheet: { name: 'Not finished', headings: ['Class', 'Name', 'Number ends in', 'Reason', 'Next step'] },
  test: {
    subject: 'Xueji Desk: test mail',
    body: 'A test mail of Xueji Desk. That it arrived means that the mail server can be used.',
  },
};
