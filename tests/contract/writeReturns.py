"""Messages as mail servers send them when a mail comes back, written by Python's own email package and mailbox."""

import email
import email.policy
import json
import mailbox
import sys
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

given = json.load(sys.stdin)


def report(one, original):
    """RFC 3464: what happened in words, by fields, and the mail that came back, whole or its head alone."""
    made = MIMEMultipart("report", report_type="delivery-status")
    made["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.edu.cn>"
    made["To"] = "registry@example.edu.cn"
    made["Subject"] = "Undelivered Mail Returned to Sender"
    made["Date"] = one.get("date", "Mon, 30 Nov 2026 10:00:00 +0800")
    made["Return-Path"] = "<>"
    made.attach(MIMEText("This is the mail system.\n您的邮件没有送到。", "plain", "utf-8"))
    fields = ["Reporting-MTA: dns; mx.example.edu.cn", ""]
    for to in one["recipients"]:
        fields += [
            f"Final-Recipient: rfc822; {to['address']}",
            f"Action: {to['action']}",
            f"Status: {to['status']}",
            f"Diagnostic-Code: smtp; {to['reply']}",
            "",
        ]
    status = email.message_from_string("Content-Type: message/delivery-status\n\n" + "\n".join(fields))
    made.attach(status)
    if original is not None:
        if one.get("headOnly"):
            head = original.as_string().split("\n\n", 1)[0]
            part = MIMEText(head, _subtype="rfc822-headers")
            made.attach(part)
        else:
            made.attach(MIMEMessage(original))
    return made.as_bytes()


def letter(one):
    """What some providers write: free text, in a page, in the encoding of the country."""
    made = EmailMessage(policy=email.policy.SMTP)
    made["From"] = one["from"]
    made["To"] = "registry@example.edu.cn"
    made["Subject"] = one["subject"]
    for name, value in one.get("headers", {}).items():
        made[name] = value
    kind = "html" if one["text"].startswith("<") else "plain"
    made.set_content(one["text"], subtype=kind, charset=one.get("charset", "utf-8"), cte="base64")
    return made.as_bytes()


written = []
for one in given["messages"]:
    original = email.message_from_string(one["original"]) if one.get("original") else None
    content = report(one, original) if "recipients" in one else letter(one)
    with open(one["path"], "wb") as file:
        file.write(content)
    written.append(content)
if given.get("mbox"):
    box = mailbox.mbox(given["mbox"])
    for content in written:
        box.add(mailbox.mboxMessage(content))
    box.close()
