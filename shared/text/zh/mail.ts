import type { ReportOutcome } from '../../domain/mailReturn.ts';
import type { MailProblem, MailState } from '../../domain/mailStates.ts';

/** Mails that go out through the office's own server. */
export const mail = {
  state: {
    queued: '待发送',
    sending: '发送中',
    sent: '已发送',
    bounced: '退回',
    unclear: '不清楚',
    cancelled: '已取消',
  } satisfies Record<MailState, string>,
  problem: {
    'no-server': { message: '还没有设置发信服务器。', hint: '请在“设置 → 发信服务器”里填写。' },
    'no-password': {
      message: '没有发信账号的密码。',
      hint: '请在“设置 → 发信服务器”里填写密码；没有勾选保存的，程序重新打开后要再填一次。',
    },
    dns: { message: '找不到这台服务器。', hint: '请检查服务器地址有没有写错，这台电脑能不能上网。' },
    refused: {
      message: '服务器拒绝连接。',
      hint: '请检查端口（SSL/TLS 多为 465，STARTTLS 多为 587），或问信息中心是否允许这台电脑发信。',
    },
    timeout: {
      message: '服务器没有应答。',
      hint: '多半是端口不对，或被防火墙拦住；请检查端口，或问信息中心。',
    },
    tls: {
      message: '加密连接没有建立起来。',
      hint: '请核对“加密方式”与端口：465 用 SSL/TLS，587 用 STARTTLS；服务器不支持加密的，问信息中心。',
    },
    certificate: {
      message: '服务器的证书不可信：过期、与地址不符，或是学校自己签发的。',
      hint: '请核对服务器地址；确认是学校自己签发的，向信息中心要证书（PEM），填在“证书”里。',
    },
    'no-auth': {
      message: '服务器在这种连接上不接受登录。',
      hint: '请改用 SSL/TLS 或 STARTTLS；服务器不需要登录的，把用户名留空。',
    },
    password: {
      message: '用户名或密码不对。',
      hint: '许多邮箱要用“授权码”或“客户端专用密码”，不是网页登录的密码；请核对后再填。',
    },
    sender: {
      message: '服务器不接受这个发件人地址。',
      hint: '发件人地址多半要与登录的账号相同；请核对，或问信息中心。',
    },
    recipient: { message: '服务器不接受收件人的地址。', hint: '请核对这个地址。' },
    rejected: { message: '服务器拒收这封邮件。', hint: '请看服务器的答复：可能被当作垃圾邮件，或太大。' },
    later: { message: '服务器现在不收，请它稍后再试。', hint: '过一会儿自动再试。' },
    dropped: { message: '连接中途断开，邮件还没有交出去。', hint: '过一会儿自动再试。' },
    protocol: {
      message: '对方的答复不像发信服务器。',
      hint: '请检查服务器地址和端口，是不是填成了收信或网页的服务器。',
    },
    unclear: {
      message: '邮件已经交出去，但没有等到服务器的答复，可能送到了，也可能没有。',
      hint: '不会自动重发。请问收件人，或查发件箱，再选“算作已发送”或“再发一次”。',
    },
    'returned-address': {
      message: '退信：这个邮箱不存在或已停用。',
      hint: '这个地址以后不再发。请改用电话或 QQ 联系，问到新邮箱后更正，再发一次。',
    },
    'returned-full': { message: '退信：收件人的邮箱满了。', hint: '请用别的方式提醒，过几天再发一次。' },
    'returned-refused': {
      message: '退信：对方的服务器拒收。',
      hint: '请看退信里的原因：可能当作垃圾邮件，或太大；可以问信息中心。',
    },
    'returned-later': {
      message: '退信：对方的服务器一直没有收。',
      hint: '过几天再发一次，或用别的方式联系。',
    },
    'returned-unknown': { message: '退信：看不出原因。', hint: '请打开那封退信看一看，再决定要不要重发。' },
    tries: { message: '试了多次，服务器一直不收。', hint: '请看服务器的答复，处理后再发一次。' },
    'done-since': { message: '排队期间已经完成，不用再发。', hint: '不用处理。' },
    'campaign-closed': { message: '批次已经结束，没有再发。', hint: '不用处理。' },
    'by-hand': { message: '由人处理。', hint: '不用处理。' },
  } satisfies Record<MailProblem, { message: string; hint: string }>,
  report: {
    returned: '记为退信',
    already: '已经记过',
    several: '看不出是哪一封',
    delayed: '还在投递',
    delivered: '已送达',
    'not-ours': '不是本程序发的',
    'no-report': '不是退信',
    unreadable: '读不出来',
  } satisfies Record<ReportOutcome, string>,
  sheet: { name: '未完成名单', headings: ['班级', '姓名', '学号末四位', '原因', '下一步'] },
  test: {
    subject: '学籍核对台：发信测试',
    body: '这是学籍核对台的测试邮件。收到它，说明发信服务器的设置可以用。',
  },
} as const;
